'use client'

import { Download } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Menu } from '@/components/ui/menu'
import { planHref } from '@/lib/client/job-plan'
import type { JobView } from '@/lib/model/wire/job'

const formats = [
  { format: 'csv', label: 'CSV', hint: 'A line for each change' },
  { format: 'json', label: 'JSON', hint: 'As the API tells it' },
] as const

interface PlanDownloadProps {
  job: JobView
  label: string
  /** Among buttons one of them, among links a text. */
  variant?: 'secondary' | 'link'
}

/** Every row with what would become, or has become, of it. The server sends it as it reads. */
export function PlanDownload({ job, label, variant }: PlanDownloadProps) {
  return (
    <Menu
      align={variant === 'link' ? 'start' : 'end'}
      trigger={
        <Button variant={variant}>
          {variant === 'link' ? null : <Download aria-hidden strokeWidth={1.75} />}
          {label}
        </Button>
      }
      entries={formats.map(({ format, label: name, hint }) => ({
        label: name,
        hint,
        onSelect: () => window.location.assign(planHref(job.id, format)),
      }))}
    />
  )
}
