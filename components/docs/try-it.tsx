'use client'

import { useId, useState } from 'react'
import { TriedAnswerView } from '@/components/docs/tried-answer'
import { type Given, requestFrom, type TryParameter } from '@/components/docs/try-request-from'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { type TriedAnswer, tryRequest } from '@/lib/client/try-request'

export interface TryItProps {
  method: string
  path: string
  parameters: readonly TryParameter[]
  /** What the body box starts with; undefined where there is no body. */
  body?: { readonly text: string; readonly mediaType: string } | undefined
  /** The call needs somebody to be known. */
  needsSignIn: boolean
  signedIn: boolean
  /** This page, to come back to after signing in. */
  here: string
}

/** Sends the call for real, as the person who is signed in or with a token, and shows what comes back. */
export function TryIt({ method, path, parameters, body, needsSignIn, signedIn, here }: TryItProps) {
  const [given, setGiven] = useState<Given>(() =>
    Object.fromEntries(parameters.map(({ name, start }) => [name, start])),
  )
  const [text, setText] = useState(body?.text ?? '')
  const [token, setToken] = useState('')
  const [state, setState] = useState<'idle' | 'sending' | 'failed'>('idle')
  const [missing, setMissing] = useState<readonly string[]>([])
  const [answer, setAnswer] = useState<TriedAnswer>()
  const id = useId()

  async function send() {
    const left = parameters.filter(({ name, required }) => required && given[name]?.trim() === '')
    setMissing(left.map(({ name }) => name))
    const [first] = left
    if (first !== undefined) {
      document.getElementById(`${id}-${first.name}`)?.focus()
      return
    }
    setState('sending')
    const request = requestFrom(path, parameters, given)
    const answered = await tryRequest({
      method,
      ...request,
      headers: { ...request.headers, ...(body !== undefined && { 'Content-Type': body.mediaType }) },
      ...(body !== undefined && text.trim() !== '' && { body: text }),
      ...(token.trim() !== '' && { token: token.trim() }),
    })
    setAnswer(answered)
    setState(answered === undefined ? 'failed' : 'idle')
  }

  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {method === 'GET' ? null : (
        <Notice tone="warning">This is sent for real: what it changes is changed in this catalogue.</Notice>
      )}
      {needsSignIn && !signedIn ? (
        <Notice tone="info">
          <Link href={`/sign-in?next=${encodeURIComponent(here)}`} className="text-accent-text underline">
            Sign in
          </Link>{' '}
          to send it as yourself, or give a token.
        </Notice>
      ) : null}
      {parameters.map(({ name, required, choices }) => (
        <Field
          key={name}
          id={`${id}-${name}`}
          label={<code className="font-mono">{name}</code>}
          required={required}
          error={missing.includes(name) ? 'Give a value' : undefined}
        >
          {choices === undefined ? (
            <Input
              value={given[name] ?? ''}
              inputClassName="font-mono text-xs"
              autoComplete="off"
              onChange={(event) => setGiven({ ...given, [name]: event.target.value })}
            />
          ) : (
            <Select value={given[name] ?? ''} onChange={(event) => setGiven({ ...given, [name]: event.target.value })}>
              <option value="">Not given</option>
              {choices.map((choice) => (
                <option key={choice}>{choice}</option>
              ))}
            </Select>
          )}
        </Field>
      ))}
      {body === undefined ? null : (
        <Field label="Body" help={`${body.mediaType}. Replace what begins with $ by values of your own.`}>
          <Textarea
            rows={4}
            spellCheck={false}
            value={text}
            className="font-mono text-xs"
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
      )}
      {needsSignIn ? (
        <Field label="Token" help="Sent instead of your session, and kept nowhere.">
          <Input
            type="password"
            autoComplete="off"
            value={token}
            inputClassName="font-mono text-xs"
            onChange={(event) => setToken(event.target.value)}
          />
        </Field>
      ) : null}
      <div>
        <Button type="submit" variant={method === 'DELETE' ? 'danger' : 'primary'} pending={state === 'sending'}>
          Send {method}
        </Button>
      </div>
      <div aria-live="polite">
        {state === 'failed' ? <Notice tone="danger">No answer came. Is the server running?</Notice> : null}
        {answer === undefined ? null : <TriedAnswerView answer={answer} />}
      </div>
    </form>
  )
}
