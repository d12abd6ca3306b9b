import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import type { DataTableColumn, DataTableSort } from '@/components/ui/data-table-props'

export const hideClasses = { lg: 'max-lg:hidden', xl: 'max-xl:hidden', '2xl': 'max-2xl:hidden' } as const

export const headClasses =
  'sticky top-0 z-10 h-9 border-line border-b bg-bg px-3 text-start align-middle font-medium text-faint text-xs [&_*]:-scroll-mt-14'

interface ColumnHeaderProps<Row> {
  column: DataTableColumn<Row>
  sort: DataTableSort | undefined
  onSort: ((column: string) => void) | undefined
  className: string
}

/** The heading of a column, with a button for each order that it offers. */
export function ColumnHeader<Row>({ column, sort, onSort, className }: ColumnHeaderProps<Row>) {
  const orders = onSort === undefined ? [] : sortsOf(column)
  const current = orders.find((order) => order.id === sort?.column)
  return (
    <th
      scope="col"
      aria-sort={orders.length === 0 ? undefined : current === undefined ? 'none' : sort?.direction}
      className={cn(
        headClasses,
        className,
        column.width,
        column.align === 'end' && 'text-end',
        column.hideBelow && hideClasses[column.hideBelow],
      )}
    >
      {orders.length > 0 ? (
        <span className={cn('flex min-w-0 gap-3', column.align === 'end' && 'justify-end')}>
          {orders.map((order) => (
            <SortButton
              key={order.id}
              header={order.header}
              direction={order === current ? sort?.direction : undefined}
              align={column.align}
              onClick={() => onSort?.(order.id)}
            />
          ))}
        </span>
      ) : column.hideHeader ? (
        <span className="sr-only">{column.header}</span>
      ) : (
        <span className="block truncate">{column.header}</span>
      )}
    </th>
  )
}

const sortsOf = <Row,>({ sortable, id, header, secondSort }: DataTableColumn<Row>) => [
  ...(sortable ? [{ id, header }] : []),
  ...(secondSort ? [secondSort] : []),
]

interface SortButtonProps {
  header: string
  direction: DataTableSort['direction'] | undefined
  align: 'start' | 'end' | undefined
  onClick: () => void
}

function SortButton({ header, direction, align, onClick }: SortButtonProps) {
  const Icon = direction === undefined ? ChevronsUpDown : direction === 'ascending' ? ArrowUp : ArrowDown
  return (
    <button
      type="button"
      onClick={onClick}
      className={cn(
        'group/sort inline-flex h-7 min-w-0 items-center gap-1 rounded-sm hover:text-fg focus-visible:outline-offset-0',
        align === 'end' && 'flex-row-reverse',
        direction && 'text-fg',
      )}
    >
      <span className="truncate">{header}</span>
      <Icon
        aria-hidden
        strokeWidth={1.75}
        className={cn(
          'size-3 shrink-0',
          direction === undefined && 'opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100',
        )}
      />
    </button>
  )
}
