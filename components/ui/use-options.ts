import { useEffect, useState } from 'react'

export interface ComboboxOption {
  value: string
  label: string
  /** A second line or a note, such as a fully qualified name. */
  detail?: string | undefined
  /** Shown before the label. */
  icon?: React.ReactNode
  disabled?: boolean | undefined
  /** Heading it stands under; options of one group follow each other. */
  group?: string | undefined
}

/** Finds options for what is typed. A newer input aborts the signal. */
export type LoadOptions<Option extends ComboboxOption = ComboboxOption> = (
  query: string,
  signal: AbortSignal,
) => Promise<readonly Option[]>

export interface OptionsState<Option extends ComboboxOption = ComboboxOption> {
  options: readonly Option[]
  status: 'ready' | 'loading' | 'failed'
  retry: () => void
}

interface OptionsQuery<Option extends ComboboxOption> {
  query: string
  isOpen: boolean
  /** A fixed list, filtered here… */
  options?: readonly Option[] | undefined
  /** …or a search, called 150 ms after the last key, newest request wins. */
  loadOptions?: LoadOptions<Option> | undefined
}

/** The options for the text typed so far. Old ones stay while new ones load, so that the list does not jump. */
export function useOptions<Option extends ComboboxOption>({
  query,
  isOpen,
  options,
  loadOptions,
}: OptionsQuery<Option>): OptionsState<Option> {
  const [loaded, setLoaded] = useState<Omit<OptionsState<Option>, 'retry'>>({ options: [], status: 'loading' })
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` runs the same search once more
  useEffect(() => {
    if (!isOpen || loadOptions === undefined) return
    const abort = new AbortController()
    setLoaded((before) => ({ ...before, status: 'loading' }))
    const timer = setTimeout(
      () =>
        void loadOptions(query, abort.signal).then(
          (found) => {
            if (!abort.signal.aborted) setLoaded({ options: found, status: 'ready' })
          },
          () => {
            if (!abort.signal.aborted) setLoaded({ options: [], status: 'failed' })
          },
        ),
      query === '' ? 0 : 150,
    )
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [query, isOpen, loadOptions, attempt])
  const retry = () => setAttempt((before) => before + 1)
  if (loadOptions !== undefined) return { ...loaded, retry }
  return { options: (options ?? []).filter((option) => matches(option, query)), status: 'ready', retry }
}

function matches(option: ComboboxOption, query: string): boolean {
  const text = `${option.label} ${option.detail ?? ''} ${option.value}`.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
