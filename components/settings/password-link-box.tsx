'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { PersonName } from '@/components/entity/person-name'
import { RequestError } from '@/components/entity/request-error'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Input } from '@/components/ui/input'
import { weekdayText } from '@/components/ui/time-text'
import { accountsQuery, createPasswordLink } from '@/lib/client/account'

type PasswordLink = Awaited<ReturnType<typeof createPasswordLink>>

/** Where the link of somebody is kept for as long as this window is open: the server does not tell it again. */
export const passwordLinkKey = (userId: string) => ['form', 'passwordLink', userId] as const

const day = (time: number): string => weekdayText(new Date(time))

/** The link by which somebody gives themselves a password: shown once made, and made anew. */
export function PasswordLinkBox({ user }: { user: { readonly id: string; readonly name: string } }) {
  const client = useQueryClient()
  const { data: link } = useQuery<PasswordLink>({ queryKey: passwordLinkKey(user.id), enabled: false })
  const { data: accounts } = useQuery(accountsQuery([user.id]))
  const account = accounts?.data[0]
  const make = useMutation({
    mutationFn: (byMail: boolean) => createPasswordLink(user.id, byMail),
    onSuccess: async (made) => {
      client.setQueryData(passwordLinkKey(user.id), made)
      await client.invalidateQueries({ queryKey: ['accounts'] })
    },
  })
  const isInvitation = account?.hasPassword === false
  const title = isInvitation ? 'Invitation link' : 'Password reset link'
  return (
    <section aria-label={title} className="mt-5 grid gap-2 rounded-lg border border-line p-3.5">
      <div className="flex flex-wrap items-baseline gap-x-2 text-sm">
        <h3 className="font-semibold">{title}</h3>
        {link === undefined ? null : <span className="text-muted">works once, until {day(link.expiresAt)}</span>}
      </div>
      {link === undefined ? (
        <>
          <p className="text-muted text-sm">
            {account?.linkEndsAt !== undefined ? (
              <>
                {account.linkMadeBy === undefined ? (
                  'One was made.'
                ) : (
                  <>
                    {isInvitation ? 'Invited' : 'Made'} by <PersonName name={account.linkMadeBy} />.
                  </>
                )}{' '}
                The link works until {day(account.linkEndsAt)} and is not shown again. A new one takes its place.
              </>
            ) : isInvitation ? (
              'They have no password yet. Make a link and send it to them.'
            ) : (
              'For somebody who has forgotten their password. The one they have works until the link is used.'
            )}
          </p>
          <Button className="w-fit" pending={make.isPending} onClick={() => make.mutate(false)}>
            Make link
          </Button>
        </>
      ) : (
        <div className="flex gap-2">
          <Input
            readOnly
            dir="ltr"
            aria-label={title}
            value={link.address}
            inputClassName="font-mono text-xs"
            className="flex-1"
          />
          <CopyButton withLabel size="md" text={link.address} label="Copy link" />
        </div>
      )}
      {link?.sentTo !== undefined ? (
        <p role="status" className="text-muted text-sm">
          It was sent to {link.sentTo}.
        </p>
      ) : accounts?.mail === true ? (
        <Button className="w-fit" pending={make.isPending} onClick={() => make.mutate(true)}>
          {link === undefined ? 'Send link by mail' : 'Send a new one by mail'}
        </Button>
      ) : null}
      {make.error === null ? null : <RequestError title="It could not be made" error={make.error} />}
    </section>
  )
}
