/** Files that can be read, by their ending, with the media types that they are sent with. What they are, their content says. */
const mediaTypes: Readonly<Record<string, readonly string[]>> = {
  csv: ['text/csv'],
  tsv: ['text/tab-separated-values'],
  txt: ['text/plain'],
  json: [], // sent as JSON it is a request, with rows or texts in it
  jsonl: ['application/x-ndjson'],
  ndjson: [],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  xlsm: ['application/vnd.ms-excel.sheet.macroenabled.12'],
  xls: ['application/vnd.ms-excel'], // for whoever has one to be told what it is
  pbix: [],
  zip: ['application/zip', 'application/x-zip-compressed'],
  gz: ['application/gzip', 'application/x-gzip'],
  tgz: [],
  tar: ['application/x-tar'],
  yaml: ['application/yaml', 'application/x-yaml', 'text/yaml'],
  yml: [],
  lookml: [],
  lkml: [],
  xml: ['application/xml', 'text/xml'],
  twb: [],
  twbx: [],
}

/** What a file chooser offers. */
export const acceptedFiles = Object.keys(mediaTypes)
  .map((ending) => `.${ending}`)
  .join(',')

/** Media type → the ending of a file of that type. */
export const endingByType: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(mediaTypes).flatMap(([ending, types]) => types.map((type) => [type, ending]))),
  'application/octet-stream': 'bin',
}
