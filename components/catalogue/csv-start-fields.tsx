'use client'

import { CheckboxField } from '@/components/ui/checkbox'

/** How a CSV begins. */
export interface CsvChoice {
  readonly byteOrderMark: boolean
  readonly comment: boolean
}

export const usualChoice: CsvChoice = { byteOrderMark: true, comment: false }

interface CsvStartFieldsProps {
  value: CsvChoice
  onValueChange: (value: CsvChoice) => void
}

/** What stands before the first row of a CSV: spreadsheets want the one, programs neither. */
export const CsvStartFields = ({ value, onValueChange }: CsvStartFieldsProps) => (
  <div className="grid gap-3">
    <CheckboxField
      label="Byte order mark"
      help="Excel reads é and ü right by it. Some programs take it for part of the first column’s name."
      checked={value.byteOrderMark}
      onChange={(event) => onValueChange({ ...value, byteOrderMark: event.target.checked })}
    />
    <CheckboxField
      label="Comment in the first line"
      help="Says the site, the day and the filter. An import here skips it; other programs may not."
      checked={value.comment}
      onChange={(event) => onValueChange({ ...value, comment: event.target.checked })}
    />
  </div>
)
