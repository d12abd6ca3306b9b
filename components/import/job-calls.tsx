'use client'

import type { RunChoice } from '@/components/import/use-run-choice'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { jobCalls } from '@/lib/client/job-calls'
import type { JobView } from '@/lib/model/wire/job'

interface JobCallsProps {
  job: JobView
  choice: RunChoice
}

/** What the page has done and would do, as calls that a program can make. */
export function JobCalls({ job, choice }: JobCallsProps) {
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button>Show as API calls</Button>
      </DialogTrigger>
      <DialogContent
        size="lg"
        title="The same by the API"
        description="With a personal token in TOKEN. What is ticked and unticked here is in the call that runs it."
        footer={
          <DialogClose asChild>
            <Button variant="primary">Close</Button>
          </DialogClose>
        }
      >
        <Calls job={job} choice={choice} />
      </DialogContent>
    </Dialog>
  )
}

/** Made when somebody looks: a page that the server renders has no address yet. */
const Calls = ({ job, choice }: JobCallsProps) => (
  <div className="grid gap-5">
    {jobCalls(job, choice.asked(), window.location.origin).map(({ title, code }) => (
      <section key={title} className="grid min-w-0 gap-1.5">
        <h3 className="font-medium text-sm">{title}</h3>
        <CodeBlock label={title} code={code} wrap />
      </section>
    ))}
  </div>
)
