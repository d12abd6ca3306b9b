'use client'

import { useSyncExternalStore } from 'react'
import { useSaveMode } from '@/components/entity/save-mode'
import { SettingsSection } from '@/components/settings/settings-section'
import { type Choice, chooseLook, looks, parseLook } from '@/components/shell/look'
import { useLook } from '@/components/shell/use-look'
import { usePlainKeys } from '@/components/shell/use-plain-keys'
import { CheckboxField } from '@/components/ui/checkbox'
import { Field, FieldSet } from '@/components/ui/field'
import { RadioCards } from '@/components/ui/radio-cards'
import { redrawTimes } from '@/components/ui/relative-time'
import { Select } from '@/components/ui/select'
import { dayText } from '@/components/ui/time-text'

export type Looks = { readonly [Of in keyof typeof looks]: Choice<Of> }

/** A day by which languages differ. */
const shown = { day: new Date(Date.UTC(2026, 10, 24, 12)), now: new Date(Date.UTC(2025, 0, 1)) }

/** How pages look to the person, and whether single keys do something. Each choice counts at once. */
export function DisplaySection({ chosen }: { chosen: Looks }) {
  const theme = useLook('theme', chosen.theme)
  const density = useLook('density', chosen.density)
  const dates = useLook('dates', chosen.dates)
  const zone = useLook('zone', chosen.zone)
  const own = useOwnZone()
  const { mode, choose } = useSaveMode()
  const [plainKeys, setPlainKeys] = usePlainKeys()
  return (
    <SettingsSection title="Display" about="Kept in this browser, as soon as you choose.">
      <FieldSet label="Theme">
        <RadioCards
          columns={3}
          value={theme}
          onValueChange={(choice) => chooseLook('theme', choice)}
          options={[
            { value: 'system', label: 'System', help: 'As the browser has it' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </FieldSet>
      <FieldSet label="Rows of lists">
        <RadioCards
          value={density}
          onValueChange={(choice) => chooseLook('density', choice)}
          options={[
            { value: 'comfortable', label: 'Comfortable' },
            { value: 'compact', label: 'Compact', help: 'More rows on a screen' },
          ]}
        />
      </FieldSet>
      <Field label="Dates in" help="Times and dates alone; everything else is English.">
        <Select
          value={dates}
          onChange={(event) => {
            const choice = looks.dates.find((each) => each === event.target.value)
            if (choice === undefined) return
            chooseLook('dates', choice)
            redrawTimes()
          }}
        >
          {looks.dates.map((locale) => (
            <option key={locale} value={locale} lang={locale}>
              {`${languages[locale]}: ${dayText(shown.day, shown.now, 'UTC', locale)}`}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Times in">
        <Select
          value={zone}
          onChange={(event) => {
            chooseLook('zone', parseLook('zone', event.target.value))
            redrawTimes()
          }}
        >
          <option value="clock">{`The time zone of this device${own === undefined ? '' : ` (${own})`}`}</option>
          <option value="UTC">UTC</option>
        </Select>
      </Field>
      <FieldSet label="New things are saved by" help="What a form begins with; each form can be told otherwise.">
        <RadioCards
          value={mode}
          onValueChange={choose}
          options={[
            { value: 'create', label: 'Create only', help: 'Fails if it already exists' },
            { value: 'upsert', label: 'Create or update', help: 'Updates it if it exists' },
          ]}
        />
      </FieldSet>
      <CheckboxField
        label="Single-key shortcuts"
        help="Off: only combinations with Ctrl or Cmd work. Press ? to see all of them."
        checked={plainKeys}
        onChange={(event) => setPlainKeys(event.target.checked)}
      />
    </SettingsSection>
  )
}

/** The time zone of the device, which the server does not know. */
const useOwnZone = (): string | undefined =>
  useSyncExternalStore(
    () => () => undefined,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => undefined,
  )

/** As its readers call it. */
const languages: Readonly<Record<Choice<'dates'>, string>> = {
  'en-GB': 'English (United Kingdom)',
  'en-US': 'English (United States)',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  it: 'Italiano',
  nl: 'Nederlands',
  pl: 'Polski',
  pt: 'Português',
  ja: '日本語',
  zh: '中文',
}
