import { CopyButton } from '@/components/ui/copy-button'

/** Lets whoever runs the server find the request in its log. Nothing where none is known. */
export function RequestId({ id }: { id: string | undefined }) {
  return id === undefined ? null : (
    <p className="mt-1 flex min-w-0 flex-wrap items-center gap-1 text-muted">
      Request <code className="min-w-0 break-all font-mono text-xs">{id}</code>
      <CopyButton text={id} label="Copy request id" />
    </p>
  )
}
