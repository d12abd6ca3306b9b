'use client'

import { useState } from 'react'
import type { SourceDialogProps } from '@/components/import/other-sources'
import { DialogContent } from '@/components/ui/dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { textMax } from '@/lib/model/rules/text-max'

/** Asks for the address of a file. What comes of it is told by the page. */
export function FromAddress({ handle: { session }, onDone }: SourceDialogProps) {
  const [url, setUrl] = useState('')
  return (
    <DialogContent
      size="sm"
      title="Import from a URL"
      description="The server fetches the file, without signing in anywhere. Then it is one like any other: you see first what would change."
      footer={
        <DialogActions
          form="from-address"
          disabledReason={url.trim() === '' ? 'Say first where the file is.' : undefined}
        >
          Fetch the file
        </DialogActions>
      }
    >
      <form
        id="from-address"
        onSubmit={(event) => {
          event.preventDefault()
          if (url.trim() === '') return
          onDone()
          void session.chooseAddress(url.trim())
        }}
      >
        <Field label="Address of the file" help="Begins with http:// or https://, and is on the public internet.">
          <Input
            type="url"
            inputMode="url"
            autoComplete="off"
            placeholder="https://bi.example.com/export.csv"
            maxLength={textMax.address}
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        </Field>
      </form>
    </DialogContent>
  )
}
