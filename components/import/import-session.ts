/**
 * A file on its way to becoming a job, apart from the screen that shows it: it survives a visit to another page, and runs
 * without a browser in tests. What is sent is the server's; nothing is planned or written here.
 */
import { type Chosen, chosenFile, nameOf, nothingIn } from '@/components/import/chosen-source'
import { type Reading, withReading } from '@/components/import/column-readings'
import {
  emptied,
  type ImportState,
  initialState,
  isObvious,
  type Phase,
  sheetOf,
} from '@/components/import/import-state'
import { type ImportWorld, type KnownMapping, knownMapping, onlyServiceOf } from '@/components/import/import-world'
import type { JobOptions } from '@/components/import/option-words'
import { mappingOf, saidOf } from '@/components/import/said-mapping'
import { emptySheet, type Sheet } from '@/components/import/sheet'
import type { TargetColumn } from '@/lib/import/columns'
import { isReadable } from '@/lib/import/formats/archive/readable'
import { missingTargets, setTarget } from '@/lib/import/match-columns'
import { type OpenResult, troubleOf } from '@/lib/import/open-file'
import { areReadTogether, type ChosenFile } from '@/lib/import/read-file'
import type { ToReader } from '@/lib/import/reader-protocol'
import { breathe, FileProblem, type ReadOptions } from '@/lib/import/table'
import { CatalogueError } from '@/lib/model/wire/errors'
import type { FieldPolicy, Importable, ImportMapping } from '@/lib/model/wire/import-mapping'

/** What a sheet is called as a file. */
const sheetName = 'Blank sheet'

export type ImportSession = ReturnType<typeof createImportSession>

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError'
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export function createImportSession(world: ImportWorld) {
  let state: ImportState = initialState
  let source: Chosen | undefined
  /** How the source was last asked to be read, and how it was last read well: a reading that fails forgets neither. */
  let tried: ReadOptions = {}
  let well: ReadOptions | undefined
  let work = new AbortController()
  /** The file is read once more, with what was said of it, while it can be seen as it was. */
  let rereading: Promise<void> | undefined
  const listeners = new Set<() => void>()

  const set = (patch: Partial<ImportState>): void => {
    state = { ...state, ...patch }
    for (const listener of listeners) listener()
  }
  const enter = (phase: Phase): void => set({ phase })

  /** Starts something that takes a while; whatever went on before is called off. */
  const begin = (): AbortSignal => {
    work.abort()
    work = new AbortController()
    return work.signal
  }

  const requestFor = (from: Chosen, options: ReadOptions): ToReader => {
    const { collection } = state
    return {
      source: from,
      options,
      collection,
      properties: world.properties(collection),
      services: world.services().map(({ name }) => name),
      bytesMax: world.bytesMax(),
    }
  }

  /** `told`: what the columns are known to mean, to be looked at once more. */
  async function read(
    options: ReadOptions,
    told?: Pick<KnownMapping, 'mapping'> & Partial<KnownMapping>,
  ): Promise<void> {
    if (source === undefined) return
    const signal = begin()
    const name = nameOf(source)
    tried = options
    enter({ kind: 'reading', progress: { done: 0, total: 0 } })
    try {
      const result = await world.read(requestFor(source, options), {
        signal,
        head: (head) => enter({ kind: 'reading', progress: { done: 0, total: 0 }, head }),
        progress: (done, total) => {
          if (state.phase.kind === 'reading') enter({ ...state.phase, progress: { done, total } })
        },
      })
      if (signal.aborted) return
      if (!result.ok)
        return set({
          phase: { kind: 'source', trouble: result.problem, canGoBack: well !== undefined },
          file: undefined,
        })
      well = options
      const columns = result.file.matches.map(({ target }) => target)
      const fixedService = onlyServiceOf(world, result.file.recognised?.tool)
      const known = told ?? (await knownMapping(world, result.file))
      if (signal.aborted) return
      if (known?.collection !== undefined && known.collection !== state.collection) {
        set({ collection: known.collection })
        return await read(options, known)
      }
      const used = undefined
      set({ file: { ...result.file, name, options }, columns, policies: {}, fixedService, answers: {}, used })
      if (known !== undefined) {
        applyMapping(known.mapping, known.name, known.job)
        enter({ kind: 'map' })
      } else if (result.file.recognised === undefined && isObvious(result.file.matches) && missing().length === 0)
        await send() // what a tool exports is told first, and asked about
      else enter({ kind: 'map' })
    } catch (error) {
      if (isAbort(error)) return
      enter({
        kind: 'source',
        trouble: { message: 'The file cannot be read.', hint: textOf(error) },
        canGoBack: well !== undefined,
      })
    }
  }

  /** A source of its own, of which nothing has been said yet. */
  const take = (from: Chosen, told?: Pick<KnownMapping, 'mapping'>): Promise<void> => {
    source = from
    well = undefined
    return read({}, told)
  }

  /** Nothing that can be seen goes away meanwhile, and nothing that was said of the columns is lost. */
  async function readOnce(from: Chosen, options: ReadOptions): Promise<void> {
    const isMeant = () => source === from && state.file?.options === options
    const told = await world
      .read(requestFor(from, options), { signal: new AbortController().signal, head: () => {}, progress: () => {} })
      .catch(
        (error): OpenResult => ({ ok: false, problem: { message: 'The file cannot be read.', hint: String(error) } }),
      )
    const { file, columns } = state
    if (!isMeant() || file === undefined) return
    if (!told.ok)
      return set({ phase: { kind: 'source', trouble: told.problem, canGoBack: well !== undefined }, file: undefined })
    well = options
    const said = new Map(file.columns.map(({ name }, index) => [name, columns[index]]))
    set({
      file: { ...told.file, name: file.name, options },
      columns: told.file.matches.map(({ column, target }) => (said.has(column) ? said.get(column) : target)),
    })
  }

  const applyMapping = (mapping: ImportMapping, name?: string, job?: string): void => {
    const said = saidOf(mapping, state)
    set({ ...said, used: name === undefined ? undefined : { name, job, columns: said.columns } })
  }

  const missing = (): TargetColumn[] =>
    missingTargets(
      world.definition(state.collection),
      world.targets(state.collection),
      state.columns,
      state.fixedService,
    )

  /** The file as it is, with what was said of it. From then on it is a job. */
  async function send(): Promise<void> {
    if (state.file === undefined || source === undefined) return
    enter({ kind: 'sending' })
    await rereading
    const { file, collection, phase } = state
    if (file === undefined || phase.kind !== 'sending') return
    const signal = begin()
    // The page says so before hundreds of files are taken together.
    await breathe()
    if (signal.aborted) return
    try {
      const what = source.kind === 'chosen' ? { files: source.files } : { text: source.text }
      const { id, title } = await world.send(
        {
          ...what,
          collection,
          name: file.name,
          options: file.options,
          ...(state.createMissing && { createMissing: true }),
          mapping: mappingOf(state),
        },
        signal,
      )
      if (signal.aborted) return
      const isLast = state.waiting.length === 0
      const sent = isLast ? [] : [...state.sent, { id, title }]
      const sheets = source.called === sheetName ? { ...state.sheets, [collection]: emptySheet } : state.sheets
      source = undefined
      set({ ...emptied, sheets, sent })
      if (isLast) world.show(id)
    } catch (error) {
      if (!isAbort(error) && !signal.aborted) enter({ kind: 'map', error })
    }
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
      set({ waiting: files.slice(taken.length) })
      return take({ kind: 'chosen', files: taken.map(chosenFile) })
    },
    /** All that can be read in a folder is one import, as an archive of it would be. */
    chooseFolder: async (folder: string, found: Promise<readonly ChosenFile[]>): Promise<void> => {
      const signal = begin()
      enter({ kind: 'reading', progress: { done: 0, total: 0 } })
      try {
        const all = await found
        if (signal.aborted) return
        const files = all.filter(({ path }) => isReadable(path))
        // Hundreds of files come and go on in two tasks of the page, not in one.
        await breathe()
        if (signal.aborted) return
        if (files.length === 0) throw nothingIn(all)
        set({ waiting: [] })
        return await take({ kind: 'chosen', files, called: folder })
      } catch (error) {
        if (signal.aborted) return
        const unknown = { message: 'The folder cannot be read.', hint: textOf(error) }
        const trouble = error instanceof FileProblem ? troubleOf(error) : unknown
        enter({ kind: 'source', trouble })
      }
    },
    /** The file that an address leads to; what is wrong with that is told where it was asked for. */
    chooseAddress: async (url: string): Promise<void> => {
      const signal = begin()
      enter({ kind: 'reading', progress: { done: 0, total: 0 } })
      try {
        const file = await world.fetch(url, signal)
        if (signal.aborted) return
        set({ waiting: [] })
        return await take({ kind: 'chosen', files: [chosenFile(file)] })
      } catch (error) {
        if (isAbort(error) || signal.aborted) return
        const hint = error instanceof CatalogueError ? error.hint : undefined
        enter({ kind: 'source', trouble: { message: `${textOf(error)}.`, ...(hint !== undefined && { hint }) } })
      }
    },
    openSheet: (): void => enter({ kind: 'sheet' }),
    changeSheet: (change: (sheet: Sheet) => Sheet): void =>
      set({ sheets: { ...state.sheets, [state.collection]: change(sheetOf(state)) } }),
    leaveSheet: (): void => enter({ kind: 'source' }),
    /** The sheet as a file of its own: from here on it is one like any other. */
    takeSheet: (text: string): Promise<void> => take({ kind: 'text', text, called: sheetName }),
    /** What the columns seem to be, whatever a kept mapping says of them. */
    guessAgain: (): void => {
      const columns = state.file?.matches.map(({ target }) => target) ?? []
      set({ columns, policies: {}, fixedService: undefined, answers: {}, used: undefined })
    },
    /** Rows of an earlier import, by its mapping. */
    again: (collection: Importable, file: File, mapping: ImportMapping): Promise<void> => {
      set({ collection })
      return take({ kind: 'chosen', files: [chosenFile(file)] }, { mapping })
    },
    forgetWaiting: (): void => set({ waiting: [] }),
    paste: (text: string): Promise<void> => take({ kind: 'text', text }),
    /** The same file, understood differently. */
    readAgain: (options: ReadOptions): Promise<void> => read({ ...tried, ...options }),
    readAsBefore: (): Promise<void> => read(well ?? {}),
    /** What the export of a tool cannot say of itself is said, and all else that was said of it stays. */
    say: (said: ReadOptions): Promise<void> => {
      const { file } = state
      if (file === undefined || source === undefined) return Promise.resolve()
      const options = { ...file.options, ...said }
      tried = options
      set({ file: { ...file, options } })
      rereading = readOnce(source, options)
      return rereading
    },
    setCreateMissing: (createMissing: boolean): void => set({ createMissing }),

    setTarget: (index: number, key: string | undefined): void => set({ columns: setTarget(state.columns, index, key) }),
    setPolicy: (field: string, policy: FieldPolicy): void => set({ policies: { ...state.policies, [field]: policy } }),
    /** How the column of a field is read, and what its empty cells do. */
    setReading: (field: string, reading: Reading): void => set({ answers: withReading(state.answers, field, reading) }),
    /** What is written, and when the run stops. */
    setOptions: (options: JobOptions): void => {
      const said = Object.entries({ ...state.answers, ...options }).filter(([, value]) => value !== undefined)
      set({ answers: Object.fromEntries(said) })
    },
    setFixedService: (fixedService: string | undefined): void => set({ fixedService }),
    applyMapping,
    send,
    /** Calls off reading or sending and goes back to where it was started. */
    callOff: (): void => {
      work.abort()
      enter(state.phase.kind === 'sending' ? { kind: 'map' } : { kind: 'source' })
    },
    startOver: (): void => {
      work.abort()
      source = undefined
      set(emptied)
    },
  }
}
