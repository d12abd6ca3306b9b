import { type ReactNode, useId } from 'react'

interface SettingsSectionProps {
  title: string
  /** What it is for, in a sentence. */
  about?: ReactNode
  children: ReactNode
}

/** A part of a page of settings, with a heading of its own. */
export function SettingsSection({ title, about, children }: SettingsSectionProps) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="border-line border-t px-page py-6 first-of-type:border-t-0 first-of-type:pt-2"
    >
      <div className="grid max-w-[36rem] content-start gap-4">
        <div className="grid gap-0.5">
          <h2 id={id} className="font-semibold text-lg">
            {title}
          </h2>
          {about === undefined ? null : <p className="text-muted text-sm">{about}</p>}
        </div>
        {children}
      </div>
    </section>
  )
}
