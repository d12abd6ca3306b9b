'use client'

import { holdersOf, type Policy, type Role, type Says, saidBy } from '@/components/settings/roles-queries'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { type EntityType, entityTypes } from '@/lib/model/entities/entity'
import { singleOperations } from '@/lib/model/rules/access'
import { operationWords, resourceWords } from '@/lib/model/rules/rule-words'

const words: Readonly<Record<Says, { readonly text: string; readonly className: string }>> = {
  always: { text: 'Yes', className: 'font-medium text-ok' },
  sometimes: { text: 'On a condition', className: 'text-fg' },
  no: { text: 'No', className: 'text-faint' },
  never: { text: 'Never', className: 'font-medium text-danger' },
}

interface RightsMatrixProps {
  roles: readonly Role[]
  policies: readonly Policy[]
  /** The type that it is about. */
  resource: EntityType
  onResource: (resource: EntityType) => void
}

/** Operations on a type against roles and teams, each cell as the rules decide it. */
export function RightsMatrix({ roles, policies, resource, onResource }: RightsMatrixProps) {
  const holders = holdersOf(roles, policies).map((holder) => ({ ...holder, says: saidBy(holder.policies, resource) }))
  // What nobody is told of at all says nothing about the type.
  const rows = singleOperations.filter((operation) => holders.some(({ says }) => says.get(operation) !== 'no'))
  return (
    <div className="grid gap-4 px-page py-4">
      <Field label="With" className="max-w-60">
        <Select
          value={resource}
          onChange={(event) => {
            const type = entityTypes.find((each) => each === event.target.value)
            if (type !== undefined) onResource(type)
          }}
        >
          {entityTypes.map((type) => (
            <option key={type} value={type}>
              {resourceWords(type)}
            </option>
          ))}
        </Select>
      </Field>
      <section
        aria-label="Rights by role"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
        tabIndex={0}
        className="relative overflow-x-auto rounded-md border border-line"
      >
        <table className="w-full border-collapse text-start text-sm">
          <caption className="sr-only">What each role lets people do with {resourceWords(resource)}</caption>
          <thead>
            <tr className="border-line border-b">
              <th scope="col" className="sticky start-0 bg-bg px-3 py-2 text-start font-medium text-muted">
                May
              </th>
              {holders.map(({ key, name }) => (
                <th key={key} scope="col" dir="auto" className="min-w-32 px-3 py-2 text-start font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((operation) => (
              <tr key={operation} className="border-line border-b last:border-b-0">
                <th scope="row" className="sticky start-0 whitespace-nowrap bg-bg px-3 py-1.5 text-start font-normal">
                  <span className="block first-letter:uppercase">{operationWords(operation)}</span>
                </th>
                {holders.map(({ key, says }) => {
                  const { text, className } = words[says.get(operation) ?? 'no']
                  return (
                    <td key={key} className={cn('px-3 py-1.5', className)}>
                      {text}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="max-w-[68ch] text-muted text-sm">
        Administrators may do everything. What somebody may do is what their roles and teams say together; Never of one
        of them wins. Check access tells of one person and one thing.
      </p>
    </div>
  )
}
