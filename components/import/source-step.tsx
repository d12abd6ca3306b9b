'use client'

import { FileUp } from 'lucide-react'
import { type DragEvent, useEffect, useMemo, useRef, useState } from 'react'
import { blockedReason } from '@/components/entity/blocked-reason'
import { importDefinitions } from '@/components/import/definitions'
import { chosenFolder, droppedFolder, type Folder } from '@/components/import/dropped-files'
import { FileTroubleNotice } from '@/components/import/file-trouble-notice'
import { OtherSources } from '@/components/import/other-sources'
import type { ImportHandle } from '@/components/import/use-import'
import { WaitingFiles } from '@/components/import/waiting-files'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Field, FieldSet } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { RadioCards } from '@/components/ui/radio-cards'
import { Textarea } from '@/components/ui/textarea'
import { acceptedFiles } from '@/lib/import/file-types'
import { limits } from '@/lib/import/limits'
import type { FileTrouble } from '@/lib/import/open-file'
import { megabytes } from '@/lib/import/table'
import { writeTemplate } from '@/lib/import/template'
import { type Importable, importable } from '@/lib/model/wire/import-mapping'

const kinds: Readonly<Record<Importable, { label: string; help: string }>> = {
  dashboards: { label: 'Dashboards', help: 'One row for each dashboard or report' },
  charts: { label: 'Charts', help: 'One row for each chart, before the dashboards that show them' },
}

interface SourceStepProps {
  handle: ImportHandle
  trouble: FileTrouble | undefined
  /** The file could be read before something else was said of it. */
  canGoBack: boolean
}

/** A file or pasted rows; what is possible is said before anything is chosen. */
export function SourceStep({ handle, trouble, canGoBack }: SourceStepProps) {
  const { session, state } = handle
  const [pasted, setPasted] = useState('')
  const actor = useActor()
  const blocked = blockedReason(actor, 'Create', importDefinitions[state.collection])
  return (
    <div className="grid max-w-160 gap-5 px-page pt-2 pb-10">
      {trouble === undefined ? null : (
        <FileTroubleNotice
          trouble={trouble}
          onReadQuotes={() => void session.readAgain({ quotes: 'text' })}
          onStopThere={() => void session.readAgain({ untilBroken: true })}
          onReadAsBefore={canGoBack ? () => void session.readAsBefore() : undefined}
        />
      )}
      <WaitingFiles handle={handle} />
      {blocked === undefined ? null : (
        <Notice tone="info">{`${blocked} The preview shows which rows you may write.`}</Notice>
      )}
      <FieldSet label="What is in the file?">
        <RadioCards
          value={state.collection}
          onValueChange={session.setCollection}
          options={importable.map((value) => ({ value, ...kinds[value] }))}
        />
      </FieldSet>
      <DropZone
        bytesMax={handle.facts.bytesMax}
        onFiles={(files) => void session.choose(files)}
        onFolder={({ name, found }) => void session.chooseFolder(name, found)}
      />
      <OtherSources handle={handle} />
      <Field
        label="Paste rows or JSON"
        help="Rows copied from a spreadsheet with their header, or a JSON list as the API takes and gives it."
      >
        <Textarea
          rows={4}
          value={pasted}
          spellCheck={false}
          className="font-mono text-xs"
          onChange={(event) => setPasted(event.target.value)}
        />
      </Field>
      <div className="flex flex-wrap items-center gap-4">
        <Button
          disabledReason={pasted.trim() === '' ? 'Paste something first.' : undefined}
          onClick={() => void session.paste(pasted)}
        >
          Read pasted rows
        </Button>
        <TemplateLink handle={handle} />
      </div>
    </div>
  )
}

const limitsText = (bytesMax: number): string =>
  `CSV, Excel or JSON, or what your BI tool exports, as it is. Up to ${limits.rowsMax.toLocaleString('en')} rows, ${limits.columnsMax} columns and ${megabytes(bytesMax)} MB; several files at once are imports of their own. Nothing is written before you have seen the changes.`

/** Known to every browser, and to no list of attributes. */
const wholeFolders = { webkitdirectory: '' }

interface DropZoneProps {
  bytesMax: number
  onFiles: (files: readonly File[]) => void
  onFolder: (folder: Folder) => void
}

function DropZone({ bytesMax, onFiles, onFolder }: DropZoneProps) {
  const folderInput = useRef<HTMLInputElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  const take = (chosen: HTMLInputElement) => {
    const files = [...(chosen.files ?? [])]
    // The same file may be chosen again after it was corrected.
    chosen.value = ''
    if (files.length > 0) onFiles(files)
  }
  // A file may be chosen before the page's script has come.
  useEffect(() => {
    if (input.current?.value) take(input.current)
  })
  const takeFolder = (chosen: HTMLInputElement) => {
    const files = [...(chosen.files ?? [])]
    chosen.value = ''
    if (files.length > 0) onFolder(chosenFolder(files))
  }
  const over = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(true)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    const folder = droppedFolder(event.dataTransfer.items)
    if (folder === undefined) onFiles([...event.dataTransfer.files])
    else onFolder(folder)
  }
  return (
    <div>
      <button
        type="button"
        aria-describedby="import-limits"
        onClick={() => input.current?.click()}
        onDragOver={over}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={cn(
          'grid w-full justify-items-center gap-2 rounded-xl border border-line-control border-dashed px-4 py-9 font-medium text-base text-fg transition-colors duration-100 hover:bg-hover',
          isOver && 'border-accent border-solid bg-accent-soft',
        )}
      >
        <FileUp aria-hidden strokeWidth={1.75} className="size-5 text-muted" />
        Choose a file, or drop a file or a folder here
      </button>
      <div className="mt-1.5 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <p id="import-limits" className="min-w-0 flex-1 basis-80 text-faint text-xs">
          {limitsText(bytesMax)}
        </p>
        <Button size="sm" onClick={() => folderInput.current?.click()}>
          Choose a folder
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        accept={acceptedFiles}
        aria-label="File to import"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => take(event.target)}
      />
      <input
        ref={folderInput}
        type="file"
        {...wholeFolders}
        aria-label="Folder to import"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => takeFolder(event.target)}
      />
    </div>
  )
}

function TemplateLink({ handle: { state, targets } }: { handle: ImportHandle }) {
  const href = useMemo(
    () => `data:text/csv;charset=utf-8,${encodeURIComponent(writeTemplate(state.collection, targets))}`,
    [state.collection, targets],
  )
  return (
    <a
      href={href}
      download={`${state.collection}-template.csv`}
      className="rounded-sm text-accent-text text-sm underline-offset-4 hover:underline"
    >
      Download template
    </a>
  )
}
