/** Keys in the cells of an import and of a blank sheet, for the sheet of keys; arrow keys, Home and End are as in a spreadsheet. */
export const gridShortcuts = [
  { label: 'Edit', keys: 'Enter' },
  { label: 'Take what is suggested', keys: 'Alt Enter' },
  { label: 'Next problem', keys: 'F8' },
  { label: 'Problem before', keys: 'Shift F8' },
  { label: 'Fill down', keys: 'Ctrl D' },
  { label: 'Clear', keys: 'Delete' },
  { label: 'Undo', keys: 'Ctrl Z' },
  { label: 'Redo', keys: 'Ctrl Y' },
  { label: 'Include the row, or leave it out', keys: 'Space' },
]
