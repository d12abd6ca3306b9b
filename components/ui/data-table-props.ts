/** What a table is told, for the table itself, its headings and its cards. */
import type { MouseEvent, ReactNode } from 'react'

export interface DataTableColumn<Row> {
  id: string
  /** Its heading; words, because it also names the value on a card. */
  header: string
  cell: (row: Row) => ReactNode
  align?: 'start' | 'end' | undefined
  /** Width class for the column, such as `w-40`; one column should have none and takes the rest. */
  width?: string | undefined
  sortable?: boolean | undefined
  /** A second order behind the same heading, for a cell of two lines; `onSort` gets its id. */
  secondSort?: { id: string; header: string } | undefined
  /** Leaves the table below this width, so that it never needs to scroll sideways. */
  hideBelow?: 'lg' | 'xl' | '2xl' | undefined
  /** On a card: the heading, a labelled value (default), a value that needs no label, the foot, or nothing. */
  card?: 'title' | 'value' | 'plain' | 'foot' | 'hidden' | undefined
  /** Keeps the heading for screen readers only, for columns of icons. */
  hideHeader?: boolean | undefined
}

export interface DataTableSort {
  column: string
  direction: 'ascending' | 'descending'
}

export interface DataTableSelection {
  selected: ReadonlySet<string>
  onToggle: (key: string, selected: boolean, event: { shiftKey: boolean }) => void
  onToggleAll: (selected: boolean) => void
}

export interface DataTableProps<Row> {
  /** The table's name: "Dashboards". */
  label: string
  columns: readonly DataTableColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The row in words, for "Select deck.gl Demo". */
  rowName: (row: Row) => string
  sort?: DataTableSort | undefined
  onSort?: ((column: string) => void) | undefined
  selection?: DataTableSelection | undefined
  /** A menu or buttons at the end of each row. */
  rowActions?: ((row: Row) => ReactNode) | undefined
  /** A click on the row beside its links and controls; the link in the row stays the way for everybody else. */
  onRowClick?: ((row: Row, event: MouseEvent) => void) | undefined
  /** A row under the row, over its whole width, for details that are open. */
  expanded?: ((row: Row) => ReactNode) | undefined
  /** 48 px with a second line, 40 without. */
  rowHeight?: 'two-line' | 'one-line' | undefined
  /** Old rows while a new query runs: dimmed, with a hairline of progress. */
  refreshing?: boolean | undefined
  /** Columns may need more room than there is: the table scrolls sideways by itself, and its head goes with the page. */
  scrolls?: boolean | undefined
  /** The table reaches to the edges of the page; off inside a panel. */
  bleed?: boolean | undefined
  className?: string | undefined
}
