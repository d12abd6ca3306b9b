'use client'

import { gridShortcuts } from '@/components/shell/grid-shortcuts'
import { createItems, navigationItems } from '@/components/shell/navigation'
import { CheckboxField } from '@/components/ui/checkbox'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'

interface ShortcutsDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  plainKeys: boolean
  onPlainKeysChange: (on: boolean) => void
}

const general = [
  { label: 'Command palette', keys: 'Ctrl K' },
  { label: 'Search on this page', keys: '/' },
  { label: 'Keyboard shortcuts', keys: '?' },
]

/** The sheet of keys, and the switch for those without Ctrl or Cmd. */
export function ShortcutsDialog({ open, onOpenChange, plainKeys, onPlainKeysChange }: ShortcutsDialogProps) {
  const groups = [
    { heading: 'Anywhere', rows: general },
    { heading: 'Go to', rows: navigationItems },
    { heading: 'Create', rows: createItems },
    { heading: 'In a grid of cells', rows: gridShortcuts },
  ]
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Keyboard shortcuts" size="sm">
        <div className="grid gap-5">
          {groups.map((group) => (
            <section key={group.heading}>
              <h3 className="mb-1 text-faint text-xs">{group.heading}</h3>
              <dl className="grid">
                {group.rows.map((row) => (
                  <div
                    key={row.label}
                    className="flex items-center justify-between border-line border-b py-1.5 text-sm"
                  >
                    <dt>{row.label}</dt>
                    <dd className="flex gap-1">
                      {row.keys.split(' ').map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
          <CheckboxField
            label="Single-key shortcuts"
            help="Off: only combinations with Ctrl or Cmd work. Kept in this browser."
            checked={plainKeys}
            onChange={(event) => onPlainKeysChange(event.target.checked)}
          />
        </div>
      </DialogContent>
    </Dialog>
  )
}
