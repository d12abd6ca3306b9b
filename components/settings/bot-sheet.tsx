'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { RequestError } from '@/components/entity/request-error'
import { BotRoles } from '@/components/settings/bot-roles'
import { TokenExpiry, TokenOnce, usualExpiry } from '@/components/settings/token-once'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { Sheet } from '@/components/ui/sheet'
import { toast } from '@/components/ui/toast'
import { type Bot, botsQuery, deleteBot, disableBot, enableBot, makeBotToken, revokeBotToken } from '@/lib/client/bots'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { shownName } from '@/lib/model/rules/shown-name'

interface BotSheetProps {
  bot: Bot
  onClose: () => void
  onGone: () => Promise<unknown>
}

type Question = 'replace' | 'revoke' | 'disable' | 'delete'

/** One bot: its token, and the end of it. */
export function BotSheet({ bot, onClose, onGone }: BotSheetProps) {
  const { user, token } = bot
  const name = shownName(bot)
  const client = useQueryClient()
  const refresh = useRefreshCatalogue()
  const [asks, setAsks] = useState<Question>()
  const [expiry, setExpiry] = useState<string>(usualExpiry)
  const make = useMutation({ mutationFn: (userId: string) => makeBotToken(userId, expiry) })
  const act = useMutation({
    mutationFn: async (what: Question | 'make' | 'enable') => {
      if (what === 'delete') {
        await deleteBot(bot)
        await onGone()
      } else if (user !== undefined) {
        if (what === 'disable') await disableBot(user.id)
        else if (what === 'enable') await enableBot(user.id)
        else if (what === 'revoke') await revokeBotToken(user.id)
        else await make.mutateAsync(user.id)
      }
      await client.invalidateQueries({ queryKey: botsQuery.queryKey })
    },
    onSuccess: async (_done, what) => {
      setAsks(undefined)
      if (what === 'revoke' || what === 'disable') make.reset()
      if (what !== 'make' && what !== 'replace')
        toast.success(`${what === 'revoke' ? `The token of ${name}` : name} is ${told[what]}.`)
      await refresh()
    },
  })
  const isDisabled = user?.deleted === true
  return (
    <Sheet
      onClose={onClose}
      title={name}
      description={bot.description ?? <code className="font-mono text-xs">{bot.name}</code>}
      more={
        user === undefined ? undefined : (
          <>
            {isDisabled ? null : (
              <Button variant="ghost" className="text-danger" onClick={() => setAsks('disable')}>
                Disable…
              </Button>
            )}
            <Button
              variant="ghost"
              className="text-danger"
              disabledReason={bot.isShipped ? 'It came with the catalogue and stays. It can be disabled.' : undefined}
              onClick={() => setAsks('delete')}
            >
              Delete…
            </Button>
          </>
        )
      }
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          {isDisabled ? (
            <Button variant="primary" pending={act.isPending} onClick={() => act.mutate('enable')}>
              Enable
            </Button>
          ) : null}
        </>
      }
    >
      <div className="grid min-w-0 gap-5">
        {act.error === null || asks !== undefined ? null : <RequestError title="It did not work" error={act.error} />}
        {user === undefined ? (
          <Notice tone="warning" title="Without a user">
            The user that it acted as is gone, so nobody can call as it any more.
          </Notice>
        ) : isDisabled ? (
          <Notice tone="warning" title="Disabled">
            Its token is refused until it is enabled again.
          </Notice>
        ) : (
          <section aria-label="Token" className="grid min-w-0 gap-3 rounded-lg border border-line p-3.5">
            <h3 className="font-semibold text-sm">Token</h3>
            {make.data === undefined ? (
              <>
                <p className="text-muted text-sm">
                  {token === undefined ? (
                    'It has none, so it cannot call.'
                  ) : (
                    <>
                      Made <RelativeTime value={token.issuedAt} />
                      {token.expiresAt === undefined ? (
                        ', and does not end.'
                      ) : (
                        <>
                          , ends <RelativeTime value={token.expiresAt} />.
                        </>
                      )}
                    </>
                  )}
                </p>
                <TokenExpiry label="A new one ends" value={expiry} onChange={setExpiry} />
                <div className="flex flex-wrap gap-2">
                  <Button
                    pending={act.isPending && asks === undefined}
                    onClick={() => (token === undefined ? act.mutate('make') : setAsks('replace'))}
                  >
                    {token === undefined ? 'Make token' : 'Replace token…'}
                  </Button>
                  {token === undefined ? null : (
                    <Button variant="ghost" className="text-danger" onClick={() => setAsks('revoke')}>
                      Revoke…
                    </Button>
                  )}
                </div>
              </>
            ) : (
              <TokenOnce token={make.data.JWTToken} whom={name} />
            )}
          </section>
        )}
        {user === undefined || isDisabled ? null : <BotRoles key={user.version} user={user} />}
      </div>
      {asks === undefined ? null : (
        <AlertDialog
          open
          onOpenChange={(isOpen) => {
            if (isOpen || act.isPending) return
            act.reset()
            setAsks(undefined)
          }}
          title={<span className="[overflow-wrap:anywhere]">{questions[asks].title(name)}</span>}
          description={questions[asks].about}
          confirmLabel={questions[asks].confirm}
          danger
          pending={act.isPending}
          onConfirm={() => act.mutate(asks)}
        >
          {act.error === null ? null : <RequestError title="It did not work" error={act.error} />}
        </AlertDialog>
      )}
    </Sheet>
  )
}

const told = { revoke: 'revoked', disable: 'disabled', enable: 'enabled', delete: 'deleted' } as const

const questions: Readonly<Record<Question, { title: (name: string) => string; about: string; confirm: string }>> = {
  replace: {
    title: (name) => `Replace the token of ${name}?`,
    about: 'The one that it has is refused from then on.',
    confirm: 'Replace',
  },
  revoke: {
    title: (name) => `Revoke the token of ${name}?`,
    about: 'It is refused from then on and cannot be brought back; another can be made.',
    confirm: 'Revoke',
  },
  disable: {
    title: (name) => `Disable ${name}?`,
    about: 'Its token is refused from then on. You can enable it again.',
    confirm: 'Disable',
  },
  delete: {
    title: (name) => `Delete ${name}?`,
    about: 'The bot, its user and its token go for good. What it has written stays.',
    confirm: 'Delete',
  },
}
