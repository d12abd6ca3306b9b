/**
 * One import as it goes on, apart from the screen that shows it: it survives a visit to another page, and runs without a
 * browser in tests. Reads and checks happen in the sheet's worker, previews and writes go through the bulk call.
 */
import { type ImportState, initialState, isObvious, type Phase } from '@/components/import/import-state'
import type { RemoteSheet } from '@/components/import/remote-sheet'
import type { TargetColumn } from '@/lib/import/columns'
import { missingTargets, setTarget } from '@/lib/import/match-columns'
import { areReadTogether, type Source } from '@/lib/import/read-file'
import type { ChosenFile } from '@/lib/import/sheet-protocol'
import type { Decision, MapRequest, RowFilter, SheetSummary } from '@/lib/import/sheet-types'
import type { ReadOptions } from '@/lib/import/table'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { PersonName } from '@/lib/model/entities/person'
import type { PlannedRow } from '@/lib/model/wire/bulk-result'
import type { Importable } from '@/lib/model/wire/import-mapping'

/** What an import needs of the world around it. */
export interface ImportWorld {
  openSheet(): RemoteSheet
  definition(collection: Importable): EntityDefinition
  properties(collection: Importable): readonly CustomProperty[]
  targets(collection: Importable): readonly TargetColumn[]
  /** Names of the services there are, for recognising their column. */
  services(): readonly string[]
  /** FQNs of the tags there are, for understanding what files call them. */
  tags(): readonly string[]
  findPeople(
    names: readonly PersonName[],
    progress: (done: number) => void,
    signal: AbortSignal,
  ): Promise<MapRequest['people']>
  preview(
    collection: Importable,
    requests: readonly unknown[],
    signal: AbortSignal,
  ): Promise<{ rows: readonly PlannedRow[] }>
  bulk(collection: Importable, requests: readonly unknown[]): Promise<{ readonly rows: readonly PlannedRow[] }>
  /** Rows were written: lists and counts elsewhere are out of date. */
  written(collection: Importable): void
}

export type ImportSession = ReturnType<typeof createImportSession>

const nameOf = ([first, ...others]: readonly File[]): string =>
  others.length === 0 ? (first?.name ?? '') : `${first?.name} and ${others.length} more`

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError'

export function createImportSession(world: ImportWorld) {
  let state: ImportState = initialState
  let sheet: RemoteSheet | undefined
  let source: Extract<Source, { kind: 'text' }> | ChosenFile | undefined
  let work = new AbortController()
  let planning: { readonly signal: AbortSignal; readonly ended: Promise<void> } | undefined
  const listeners = new Set<() => void>()

  const set = (patch: Partial<ImportState>): void => {
    state = { ...state, ...patch }
    for (const listener of listeners) listener()
  }
  const enter = (phase: Phase): void => set({ phase })
  const openedSheet = (): RemoteSheet => {
    if (sheet === undefined) throw new Error('no file is open')
    return sheet
  }

  /** Starts something that takes a while; whatever went on before is called off. */
  const begin = (): AbortSignal => {
    work.abort()
    work = new AbortController()
    return work.signal
  }

  async function read(options: ReadOptions): Promise<void> {
    if (source === undefined) return
    const { collection } = state
    const signal = begin()
    const name = source.kind === 'chosen' ? nameOf(source.files) : 'Pasted rows'
    enter({ kind: 'reading', progress: { done: 0, total: 0 } })
    try {
      sheet ??= world.openSheet()
      const request = {
        source,
        options,
        collection,
        properties: world.properties(collection),
        services: world.services(),
        tags: world.tags(),
      }
      const result = await sheet.open(request, {
        signal,
        head: (head) => enter({ kind: 'reading', progress: { done: 0, total: 0 }, head }),
        progress: (done, total) => {
          if (state.phase.kind === 'reading') enter({ ...state.phase, progress: { done, total } })
        },
      })
      if (signal.aborted) return
      if (!result.ok) {
        set({ phase: { kind: 'source', trouble: result.problem }, file: undefined, summary: undefined })
        return
      }
      const columns = result.file.matches.map(({ target }) => target)
      set({
        file: { ...result.file, name, options },
        columns,
        fixedService: undefined,
        wasMapped: false,
        summary: undefined,
      })
      const needsLook = !isObvious(result.file.matches) || missing().length > 0
      if (needsLook) enter({ kind: 'map' })
      else await check()
    } catch (error) {
      if (isAbort(error)) return
      closeSheet()
      const message = error instanceof Error ? error.message : String(error)
      enter({ kind: 'source', trouble: { message: 'The file cannot be read.', hint: message } })
    }
  }

  const missing = (): TargetColumn[] =>
    missingTargets(
      world.definition(state.collection),
      world.targets(state.collection),
      state.columns,
      state.fixedService,
    )

  /** Mapping → people → rows → preview. */
  async function check(): Promise<void> {
    const signal = begin()
    const { columns, fixedService, collection } = state
    const rowCount = state.file?.rowCount ?? 0
    const progressOf = (what: 'people' | 'rows' | 'preview') => (done: number, total: number) => {
      if (!signal.aborted) enter({ kind: 'checking', what, progress: { done, total } })
    }
    try {
      progressOf('rows')(0, rowCount)
      const names = await openedSheet().people(columns)
      const people =
        names.length === 0
          ? []
          : await world.findPeople(names, (done) => progressOf('people')(done, names.length), signal)
      const summary = await openedSheet().map(
        { columns, fixedService, people },
        { signal, progress: progressOf('rows') },
      )
      if (signal.aborted) return
      set({ summary })
      progressOf('preview')(0, summary.counts.pending)
      await planChunk(collection, signal)
      if (signal.aborted) return
      // There is something to look at: the rest is asked for meanwhile.
      enter({ kind: 'preview' })
      await plan()
    } catch (error) {
      if (isAbort(error) || signal.aborted) return
      // With some rows planned the preview can go on from there; without any there is nothing to show yet.
      enter(state.summary === undefined ? { kind: 'map', error } : { kind: 'preview', error })
    }
  }

  /** How many rows are pending after the next ones have been planned; undefined when there were none. */
  async function planChunk(collection: Importable, signal: AbortSignal): Promise<number | undefined> {
    const chunk = await openedSheet().next('preview')
    if (chunk === undefined || signal.aborted) return undefined
    const { rows } = await world.preview(collection, chunk.requests, signal)
    if (signal.aborted) return undefined
    const summary = await openedSheet().recordPlan(chunk, rows)
    if (signal.aborted) return undefined
    set({ summary })
    return summary.counts.pending
  }

  /** Plans what is pending. Calls while it goes on join it: it ends when nothing is pending, or the work is called off. */
  function plan(): Promise<void> {
    const { signal } = work
    if (planning?.signal === signal) return planning.ended
    const ended = planPending(signal).finally(() => {
      if (planning?.signal === signal) planning = undefined
    })
    planning = { signal, ended }
    return ended
  }

  async function planPending(signal: AbortSignal): Promise<void> {
    const total = state.summary?.counts.pending ?? 0
    const show = (phase: Omit<Extract<Phase, { kind: 'preview' }>, 'kind'>): void => {
      if (state.phase.kind === 'preview' && !signal.aborted) enter({ kind: 'preview', ...phase })
    }
    try {
      for (let left: number | undefined = total; left !== undefined; ) {
        if (left > 0) show({ planning: { done: Math.max(0, total - left), total } })
        left = await planChunk(state.collection, signal)
      }
      show({})
    } catch (error) {
      if (!isAbort(error)) show({ error })
    }
  }

  async function change(work: (current: RemoteSheet) => Promise<SheetSummary>): Promise<void> {
    set({ summary: await work(openedSheet()) })
    await plan()
  }

  /** Sends chunk after chunk. What a chunk did is known once it is answered, so it is never cut off in the middle. */
  async function write(total: number): Promise<void> {
    const { collection } = state
    enter({ kind: 'running', total, isCancelling: false })
    try {
      for (;;) {
        const chunk = await openedSheet().next('run')
        if (chunk === undefined) return enter({ kind: 'done', total, wasCancelled: false })
        if (state.phase.kind === 'running' && state.phase.isCancelling)
          return enter({ kind: 'done', total, wasCancelled: true })
        const { rows } = await world.bulk(collection, chunk.requests)
        set({ summary: await openedSheet().recordRun(chunk, rows) })
      }
    } catch (error) {
      enter({ kind: 'paused', total, error })
    } finally {
      world.written(collection)
    }
  }

  function closeSheet(): void {
    sheet?.close()
    sheet = undefined
  }

  return {
    getState: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    missing,

    setCollection: (collection: Importable): void => set({ collection }),
    /** Several files are one import where that is what they are for; else the others wait for their turn. */
    choose: (files: readonly File[]): Promise<void> => {
      const taken = areReadTogether(files.map(({ name }) => name)) ? files : files.slice(0, 1)
      if (taken.length === 0) return Promise.resolve()
      source = { kind: 'chosen', files: taken }
      set({ waiting: files.slice(taken.length) })
      return read({})
    },
    forgetWaiting: (): void => set({ waiting: [] }),
    paste: (text: string): Promise<void> => {
      source = { kind: 'text', text }
      return read({})
    },
    /** The same file, understood differently. */
    readAgain: (options: ReadOptions): Promise<void> => read({ ...state.file?.options, ...options }),

    setTarget: (index: number, key: string | undefined): void => set({ columns: setTarget(state.columns, index, key) }),
    setFixedService: (fixedService: string | undefined): void => set({ fixedService }),
    backToMapping: (): void => {
      work.abort()
      set({ phase: { kind: 'map' }, summary: undefined, wasMapped: true })
    },
    check: (): Promise<void> => {
      set({ wasMapped: true, summary: undefined })
      return check()
    },
    /** Calls off reading or checking and goes back to where it was started. */
    callOff: (): void => {
      work.abort()
      const hasFile = state.file !== undefined && state.phase.kind === 'checking'
      set({ phase: hasFile ? { kind: 'map' } : { kind: 'source' }, summary: undefined })
    },

    decide: (decision: Decision): Promise<void> => change((current) => current.decide(decision)),
    undo: (id: number): Promise<void> => change((current) => current.undo(id)),
    askAgain: (key: string): Promise<void> => change((current) => current.askAgain(key)),
    tick: (which: { index: number } | { filter: RowFilter }, isTicked: boolean): Promise<void> =>
      change((current) => current.tick(which, isTicked)),
    planRest: plan,
    /** Maps anew without the columns that end up in a member of the request. */
    ignoreColumns: (member: string): Promise<void> => {
      const targets = new Map(world.targets(state.collection).map((target) => [target.key, target.member]))
      set({ columns: state.columns.map((key) => (key !== undefined && targets.get(key) === member ? undefined : key)) })
      return check()
    },

    run: (): Promise<void> => write(state.summary?.counts.included ?? 0),
    resume: (): Promise<void> =>
      write(state.phase.kind === 'paused' || state.phase.kind === 'done' ? state.phase.total : 0),
    cancel: (): void => {
      if (state.phase.kind === 'running') enter({ ...state.phase, isCancelling: true })
    },
    /** Gives up a run that was interrupted; what is written stays. */
    stop: (): void => {
      if (state.phase.kind === 'paused') enter({ kind: 'done', total: state.phase.total, wasCancelled: true })
    },

    window: (filter: RowFilter, from: number, count: number) => openedSheet().window(filter, from, count),
    details: (index: number) => openedSheet().details(index),
    failures: () => openedSheet().failures(),

    startOver: (): void => {
      work.abort()
      closeSheet()
      source = undefined
      set({
        ...initialState,
        collection: state.collection,
        waiting: state.waiting,
        file: undefined,
        summary: undefined,
        fixedService: undefined,
      })
    },
  }
}
