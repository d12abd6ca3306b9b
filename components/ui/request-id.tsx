import { CopyButton } from '@/components/ui/copy-button'

/** Lets whoever runs the server find the request in its log. Nothing where none is known. */
export function RequestId({ id }: { id: string | undefined }) {
  return id === undefined ? null : (
    <p className="mt-1 flex min-w-0 items-center gap-1 text-muted">
      <span className="min-w-0">
        Request <code className="break-all font-mono text-xs">{id}</code>
      </span>
      <CopyButton text={id} label="Copy request id" />
    </p>
  )
}
