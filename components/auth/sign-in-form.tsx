'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import '@/lib/model/rules/without-eval'
import { z } from 'zod'
import { AuthProblem, useAuthSubmit } from '@/components/auth/auth-problem'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PasswordInput } from '@/components/ui/password-input'

const signInSchema = z.object({
  email: z.email('Enter your email address, like ana@example.com.'),
  password: z.string().min(1, 'Enter your password.'),
})
export type SignInValues = z.infer<typeof signInSchema>

interface SignInFormProps {
  /** Signs in; gives back what to tell the person when it did not work. */
  onSubmit: (values: SignInValues) => Promise<string | undefined>
}

export function SignInForm({ onSubmit }: SignInFormProps) {
  const { register, handleSubmit, formState, setFocus } = useForm({
    resolver: zodResolver(signInSchema),
    defaultValues: { email: '', password: '' },
  })
  const { problem, submit } = useAuthSubmit(onSubmit, () => setFocus('password'))
  return (
    <form
      aria-label="Sign in"
      noValidate
      method="post"
      onSubmit={(event) => void handleSubmit(submit)(event)}
      className="grid gap-4"
    >
      <AuthProblem problem={problem} />
      <Field label="Email" required error={formState.errors.email?.message}>
        <Input {...register('email')} type="email" inputMode="email" autoComplete="username" />
      </Field>
      <Field label="Password" required error={formState.errors.password?.message}>
        <PasswordInput {...register('password')} autoComplete="current-password" />
      </Field>
      <Button type="submit" variant="primary" pending={formState.isSubmitting}>
        Sign in
      </Button>
    </form>
  )
}
