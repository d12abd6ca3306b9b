'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { AuthProblem, useAuthSubmit } from '@/components/auth/auth-problem'
import { Button } from '@/components/ui/button'
import { CheckboxField } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PasswordInput } from '@/components/ui/password-input'
import { newPassword, passwordRule } from '@/lib/client/password-rule'

const setupSchema = z.object({
  displayName: z.string().trim().min(1, 'Enter the name that others will see.').max(256, 'At most 256 characters.'),
  email: z.email('Enter an email address, like ana@example.com.'),
  password: newPassword,
  sampleData: z.boolean(),
})
export type SetupValues = z.infer<typeof setupSchema>

interface SetupFormProps {
  /** Makes the first administrator; gives back what to tell the person when it did not work. */
  onSubmit: (values: SetupValues) => Promise<string | undefined>
  /** Offers to fill the catalogue with examples. */
  offersSampleData?: boolean | undefined
}

export function SetupForm({ onSubmit, offersSampleData = true }: SetupFormProps) {
  const { register, handleSubmit, formState, setFocus } = useForm({
    resolver: zodResolver(setupSchema),
    mode: 'onTouched',
    defaultValues: { displayName: '', email: '', password: '', sampleData: false },
  })
  const { problem, submit } = useAuthSubmit(onSubmit, () => setFocus('displayName'))
  const { errors } = formState
  return (
    <form
      aria-label="Set up"
      noValidate
      method="post"
      onSubmit={(event) => void handleSubmit(submit)(event)}
      className="grid gap-4"
    >
      <AuthProblem problem={problem} />
      <Field label="Your name" required error={errors.displayName?.message}>
        <Input {...register('displayName')} autoComplete="name" />
      </Field>
      <Field label="Email" required error={errors.email?.message} help="You sign in with it.">
        <Input {...register('email')} type="email" inputMode="email" autoComplete="username" />
      </Field>
      <Field
        label="Password"
        required
        error={errors.password?.message}
        help={errors.password?.message === passwordRule ? undefined : passwordRule}
      >
        <PasswordInput {...register('password')} autoComplete="new-password" />
      </Field>
      {offersSampleData ? (
        <CheckboxField
          {...register('sampleData')}
          label="Load sample data"
          help="A few services, dashboards and charts to look around with."
        />
      ) : null}
      <Button type="submit" variant="primary" pending={formState.isSubmitting}>
        Create administrator
      </Button>
    </form>
  )
}
