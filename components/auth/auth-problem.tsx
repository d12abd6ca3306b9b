'use client'

import { useState } from 'react'
import { Notice } from '@/components/ui/notice'

/** Runs a form's `onSubmit`, keeps what it has to say, and lets the person try again. */
export function useAuthSubmit<Values>(
  onSubmit: (values: Values) => Promise<string | undefined>,
  afterProblem: () => void,
) {
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const submit = async (values: Values) => {
    setProblem(undefined)
    const answer = await onSubmit(values)
    setProblem(answer)
    if (answer !== undefined) afterProblem()
  }
  return { problem, submit }
}

export function AuthProblem({ problem }: { problem: string | undefined }) {
  return problem === undefined ? null : (
    <Notice tone="danger" role="alert">
      {problem}
    </Notice>
  )
}
