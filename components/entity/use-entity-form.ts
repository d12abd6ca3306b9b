'use client'

import { useMutation } from '@tanstack/react-query'
import { useCallback, useId, useRef, useState } from 'react'
import { type FieldErrors, type Resolver, type UseFormReturn, useForm } from 'react-hook-form'
import { problemText } from '@/components/entity/problem-text'
import { problemWords } from '@/components/entity/problem-words'
import { useFocusRequest } from '@/components/ui/use-focus-request'
import { ApiError } from '@/lib/client/api'
import { type Draft, draftOf, isEmptyValue, requestOf } from '@/lib/model/edits/draft'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { CreateEntity, Entity } from '@/lib/model/entities/entity'
import { fieldLabel, fieldOf, type WithMembers } from '@/lib/model/fields/field'
import { kindOf } from '@/lib/model/fields/kinds'
import { fieldProblems } from '@/lib/model/rules/violations'
import { tryReadAs } from '@/lib/model/wire/reading'

interface EntityFormOptions<E extends Entity, C extends CreateEntity> {
  def: EntityDefinition<E, C>
  /** Members that the form shows, in its order. */
  fields: readonly string[]
  /** The entity to edit. Its own values are where the form starts. */
  entity?: E | undefined
  /** Where the form of a new entity starts. */
  initial?: Draft | undefined
  /**
   * Writes the draft, or holds it because there is something to look at first. What it throws is shown: at its field
   * where the API names one, else above the form.
   */
  onSave: (draft: Draft) => Promise<'saved' | 'held'>
}

export interface FormProblem {
  readonly message: string
  /** Where to go to mend it. */
  readonly field?: { readonly id: string; readonly label: string } | undefined
}

export interface EntityFormState {
  readonly def: WithMembers
  readonly form: UseFormReturn<Draft>
  /** The values the form started with. */
  readonly start: Draft
  /** For `FormProblems`; empty until a save has failed. */
  readonly problems: readonly FormProblem[]
  readonly requestId: string | undefined
  readonly problemsId: string
  readonly isSaving: boolean
  /** Checks everything and saves; moves the focus to the problems when it cannot. */
  readonly submit: () => Promise<void>
  /** Another way to write what the form holds, under the same care. */
  readonly run: (write: () => Promise<'saved' | 'held'>) => void
  /** Id of a field's control. */
  readonly controlId: (field: string) => string
  /** Holds input that would be lost. */
  readonly isUnsaved: boolean
}

/**
 * A form over an entity: react-hook-form with the entity's create schema as resolver, and the API's errors brought back
 * to the fields they name.
 */
export function useEntityForm<E extends Entity, C extends CreateEntity>(
  options: EntityFormOptions<E, C>,
): EntityFormState {
  const { def, fields, entity, initial, onSave } = options
  const formId = useId()
  const [start] = useState(() => ({ ...draftOf(def, fields, entity), ...initial }))
  const [failure, setFailure] = useState<Error>()
  const [hasFailed, setHasFailed] = useState(false)
  const saving = useRef(false)
  const controlId = useCallback((field: string) => `${formId}${field}`, [formId])
  const problemsId = `${formId}problems`

  const resolver: Resolver<Draft> = useCallback(
    (draft) => {
      const errors = draftErrors(def, entity, draft)
      // What the schema lets through: asked only of what was changed.
      for (const [name, value] of Object.entries(draft)) {
        const field = fieldOf(def, name)
        const message = value === start[name] ? undefined : kindOf(field).problem?.(value, field)
        if (message !== undefined) errors[name] ??= { type: 'check', message }
      }
      return Object.keys(errors).length === 0 ? { values: draft, errors: {} } : { values: {}, errors }
    },
    [def, entity, start],
  )
  const form = useForm<Draft>({ resolver, defaultValues: start, mode: 'onTouched', shouldFocusError: false })
  const { errors, isDirty } = form.formState

  const focusProblems = useFocusRequest(problemsId)

  /** What goes wrong is put where it belongs. */
  const { mutate, isPending, data } = useMutation({
    mutationFn: (write: () => Promise<'saved' | 'held'>) => write(),
    onMutate: () => {
      setFailure(undefined)
      setHasFailed(false)
    },
    onError: (error) => {
      if (!(error instanceof ApiError) || placeProblems(form, def, fields, error)) setFailure(error)
      setHasFailed(true)
      focusProblems()
    },
    onSettled: () => {
      saving.current = false
    },
  })
  /** One write at a time. */
  const run = (write: () => Promise<'saved' | 'held'>) => {
    if (saving.current) return
    saving.current = true
    mutate(write)
  }

  const submit = () =>
    form.handleSubmit(
      (draft) => run(() => onSave(draft)),
      () => {
        setHasFailed(true)
        focusProblems()
      },
    )()

  const fieldProblems = fields.flatMap((field): FormProblem[] => {
    const message = errors[field]?.message
    return typeof message === 'string'
      ? [{ message, field: { id: controlId(field), label: fieldLabel(def, field) } }]
      : []
  })
  const general: FormProblem[] = failure === undefined ? [] : [{ message: problemWords(failure) }]
  return {
    def,
    form,
    start,
    problems: hasFailed ? [...general, ...fieldProblems] : [],
    requestId: failure instanceof ApiError && failure.status >= 500 ? failure.requestId : undefined,
    problemsId,
    isSaving: isPending,
    submit,
    run,
    controlId,
    isUnsaved: isDirty && data !== 'saved',
  }
}

/** The create schema's problems by field. An edited entity brings the name and container that its form does not change. */
function draftErrors<E extends Entity, C extends CreateEntity>(
  def: EntityDefinition<E, C>,
  entity: E | undefined,
  draft: Draft,
): FieldErrors<Draft> {
  const fixed = ['name', ...(def.container === undefined ? [] : [def.container.field])]
  const whole = entity === undefined ? draft : { ...draftOf(def, fixed, entity), ...draft }
  const { error } = tryReadAs(def.createSchema, requestOf(def, whole))
  const errors: FieldErrors<Draft> = {}
  for (const problem of error === undefined ? [] : fieldProblems(error)) {
    const field = nameAt(def, problem.path)
    if (!(field in draft)) continue
    // Nothing chosen is no wrong choice.
    const code = problem.code === 'choice' && isEmptyValue(whole[field]) ? 'required' : problem.code
    errors[field] ??= { type: code ?? 'check', message: problemText(def, field, { ...problem, code }) }
  }
  return errors
}

/** The field that a pointer leads to: a member, or one of the custom properties. */
function nameAt(def: WithMembers, path: string): string {
  const [, member = '', property] = path.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  return member === 'extension' && property !== undefined ? fieldOf(def, `extension.${property}`).name : member
}

/** Puts an API error at the fields it is about. True when some of it belongs to none. */
function placeProblems<E extends Entity, C extends CreateEntity>(
  form: UseFormReturn<Draft>,
  def: EntityDefinition<E, C>,
  fields: readonly string[],
  error: ApiError,
): boolean {
  const named = (error.fields ?? []).map((problem) => {
    const field = nameAt(def, problem.path)
    return { field, message: problemText(def, field, problem) }
  })
  const missing = error.missing?.type
  if (missing !== undefined) {
    const field = fields.find(
      (candidate) =>
        (candidate === def.container?.field && missing === def.container.type) ||
        (missing === 'tag' && candidate === 'tags') ||
        (missing === 'glossaryTerm' && candidate === 'glossaryTerms') ||
        def.relations[candidate]?.types.some((type) => type === missing),
    )
    if (field !== undefined) named.push({ field, message: `${error.message}. It may have been deleted meanwhile.` })
  }
  const placed = named.filter(({ field }) => fields.includes(field))
  for (const { field, message } of placed) form.setError(field, { type: 'server', message })
  return placed.length === 0 || placed.length < named.length
}
