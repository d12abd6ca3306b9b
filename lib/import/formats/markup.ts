import type { FileInput, Format } from '@/lib/import/formats/format'
import { FileProblem } from '@/lib/import/table'

const yamlLine = /^\s*(?:- +)*["']?[\w$ .-]+["']?:(?:\s|$)|^\s*- +\S/
const linesLooked = 6

/** Text that is a tree and no table, by how it begins, with what to choose instead. */
const kinds: readonly { fits: (start: string, name: string) => boolean; message: string; hint: string }[] = [
  {
    fits: (start) => /^\s*(?:<!doctype html|<html|<table|<head|<meta)\b/i.test(start),
    message: 'This is a web page (HTML), whatever its name says.',
    hint: 'Open it in a spreadsheet, choose Save As, "CSV UTF-8 (comma delimited)", and choose that file here.',
  },
  {
    fits: (start) =>
      /^\s*</.test(start) && /<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet/.test(start),
    message: 'This is an Excel workbook in XML, whatever its name says.',
    hint: 'In Excel choose File, Save As, "Excel Workbook (*.xlsx)", and choose that file here.',
  },
  {
    fits: (start) => /^\s*<(?:\?xml|!--|!doctype\b|[a-z][\w:-]*[\s/>])/i.test(start),
    message: 'This is XML, and no export of a tool known here.',
    hint: 'Known are workbooks and answers of Tableau. Of others choose a list of dashboards as CSV or JSON.',
  },
  {
    fits: (start, name) => isYaml(start, /\.ya?ml$/i.test(name) ? 1 : 3),
    message: 'This is YAML, and no export of a tool known here.',
    hint: 'Known are those of Superset, Metabase, Looker and Lightdash. Of others choose a list of dashboards as CSV or JSON.',
  },
]

/** Nothing but keys and list items in the first lines, at least so many; a table has other lines too. */
export function isYaml(start: string, linesMin = 1): boolean {
  const lines = start.split(/\r?\n/).filter((line) => line.trim() !== '' && !/^\s*#/.test(line))
  const content = (lines[0] === '---' ? lines.slice(1) : lines).slice(0, linesLooked)
  return content.length >= (lines[0] === '---' ? 1 : linesMin) && content.every((line) => yamlLine.test(line))
}

const kindOf = (input: FileInput) => {
  const start = input.text().slice(0, 8_192)
  return kinds.find(({ fits }) => fits(start, input.name))
}

/** Told by name and refused, rather than read as a table of one column. */
export const markup: Format = {
  recognises: (input) => kindOf(input) !== undefined,
  read: async (input) => {
    const { message = 'This is no table.', hint = '' } = kindOf(input) ?? {}
    throw new FileProblem(message, { hint })
  },
}
