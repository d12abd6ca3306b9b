'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { AuthProblem, useAuthSubmit } from '@/components/auth/auth-problem'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { PasswordInput } from '@/components/ui/password-input'
import { newPassword, passwordRule } from '@/lib/client/password-rule'
import { problemOf, redeemPasswordLink, signIn } from '@/lib/client/session'

const schema = z.object({ password: newPassword })

interface JoinPanelProps {
  token: string
  name: string
  email: string
}

/** Gives the person of the link a password, and signs them in with it. */
export function JoinPanel({ token, name, email }: JoinPanelProps) {
  const form = useForm({ resolver: zodResolver(schema), mode: 'onTouched', defaultValues: { password: '' } })
  const { problem, submit } = useAuthSubmit(
    ({ password }: { password: string }) =>
      problemOf(async () => {
        await redeemPasswordLink({ token, password })
        await signIn({ email, password })
        window.location.assign('/')
      }),
    () => form.setFocus('password'),
  )
  const { errors, isSubmitting } = form.formState
  return (
    <form
      aria-label="Choose a password"
      noValidate
      method="post"
      onSubmit={(event) => void form.handleSubmit(submit)(event)}
      className="grid gap-4"
    >
      <AuthProblem problem={problem} />
      <p className="text-base">
        For <span className="font-medium">{name}</span>, who signs in with{' '}
        <span className="font-medium [overflow-wrap:anywhere]">{email}</span>.
      </p>
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <Field
        label="Password"
        required
        error={errors.password?.message}
        help={errors.password?.message === passwordRule ? undefined : passwordRule}
      >
        <PasswordInput {...form.register('password')} autoComplete="new-password" />
      </Field>
      <Button type="submit" variant="primary" pending={isSubmitting}>
        Set password and sign in
      </Button>
    </form>
  )
}
