import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { FileTrouble } from '@/lib/import/open-file'
import { counted } from '@/lib/model/rules/counted'

interface FileTroubleNoticeProps {
  trouble: FileTrouble
  onReadQuotes: () => void
  /** Takes what stands above the place, and nothing below it. */
  onStopThere: () => void
  /** Where it could be read before something else was said of it. */
  onReadAsBefore: (() => void) | undefined
}

/** Why a file could not be read: the sentence names the row, the text around it follows, then the way out. */
export function FileTroubleNotice({ trouble, onReadQuotes, onStopThere, onReadAsBefore }: FileTroubleNoticeProps) {
  return (
    <Notice
      tone="danger"
      role="alert"
      title={trouble.message}
      actions={
        trouble.quotes === true || onReadAsBefore !== undefined ? (
          <>
            {trouble.quotes === true ? <Button onClick={onReadQuotes}>Read quotes as text</Button> : null}
            {trouble.quotes === true && trouble.above !== undefined ? (
              <Button onClick={onStopThere}>{`Stop there: take the ${counted(trouble.above, 'row')} above`}</Button>
            ) : null}
            {onReadAsBefore === undefined ? null : <Button onClick={onReadAsBefore}>Read it as before</Button>}
          </>
        ) : undefined
      }
    >
      {trouble.near === undefined ? null : (
        <pre
          dir="auto"
          className="mb-1 overflow-x-auto whitespace-pre-wrap font-mono text-muted text-xs [overflow-wrap:anywhere]"
        >
          {trouble.near}
        </pre>
      )}
      {trouble.hint}
    </Notice>
  )
}
