'use client'

import { CodeBlock } from '@/components/ui/code-block'
import { CopyButton } from '@/components/ui/copy-button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'

/** How long a token can last, by OpenMetadata's names. */
const tokenExpiries = [
  { value: 'OneHour', label: 'In an hour' },
  { value: '1', label: 'In a day' },
  { value: '7', label: 'In 7 days' },
  { value: '30', label: 'In 30 days' },
  { value: '60', label: 'In 60 days' },
  { value: '90', label: 'In 90 days' },
  { value: 'Unlimited', label: 'Never' },
] as const
export const usualExpiry = '90'

interface TokenExpiryProps {
  label: string
  value: string
  onChange: (value: string) => void
}

/** Asks how long a token is to last. */
export function TokenExpiry({ label, value, onChange }: TokenExpiryProps) {
  return (
    <Field label={label}>
      <Select value={value} onChange={(event) => onChange(event.target.value)}>
        {tokenExpiries.map((expiry) => (
          <option key={expiry.value} value={expiry.value}>
            {expiry.label}
          </option>
        ))}
      </Select>
    </Field>
  )
}

/** A token that has just been made, with a request that tests it. `whom` is who acts by it. */
export function TokenOnce({ token, whom }: { token: string; whom: string }) {
  return (
    <div className="grid min-w-0 gap-4">
      <Notice tone="warning" title="Copy it now">
        It is shown this once. Whoever has it acts as {whom}.
      </Notice>
      <Field label="Token">
        <div className="flex gap-2">
          <Input readOnly dir="ltr" value={token} inputClassName="font-mono text-xs" className="flex-1" />
          <CopyButton withLabel size="md" text={token} label="Copy token" />
        </div>
      </Field>
      <div className="grid min-w-0 gap-1">
        <h3 className="font-medium text-sm">Try it</h3>
        <CodeBlock code={trial(token)} label="Request that tests the token" copyLabel="Copy request" wrap />
        <p className="text-faint text-xs">It answers with what the API knows of {whom}.</p>
      </div>
    </div>
  )
}

const trial = (token: string): string =>
  `curl -H "Authorization: Bearer ${token}" ${window.location.origin}/api/v1/users/loggedInUser`
