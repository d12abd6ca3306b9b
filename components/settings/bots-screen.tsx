'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs'
import { blockedReason } from '@/components/entity/blocked-reason'
import { referenceName } from '@/components/entity/reference-name'
import { RequestError } from '@/components/entity/request-error'
import { BotSheet } from '@/components/settings/bot-sheet'
import { GoneSheet } from '@/components/settings/gone-sheet'
import { LastUse } from '@/components/settings/last-use'
import { NewBotSheet } from '@/components/settings/new-bot-sheet'
import { SheetTitle } from '@/components/settings/sheet-title'
import { useActor } from '@/components/shell/actor-context'
import { leavePage } from '@/components/shell/leave-guard'
import { PageHeader } from '@/components/shell/page-header'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import type { DataTableColumn } from '@/components/ui/data-table-props'
import { EmptyState } from '@/components/ui/empty-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { SheetPlace } from '@/components/ui/sheet'
import { TableSkeleton } from '@/components/ui/table-skeleton'
import { type Bot, botsQuery } from '@/lib/client/bots'
import { addresses } from '@/lib/model/entities/addresses'
import { shownName } from '@/lib/model/rules/shown-name'

const url = { bot: parseAsString, new: parseAsBoolean.withDefault(false) }

/** Programs that sign in by themselves: which there are, their tokens, new ones. */
export function BotsScreen() {
  const actor = useActor()
  const [state, setState] = useQueryStates(url, { history: 'push' })
  const { data: bots, error, refetch, isFetching } = useQuery({ ...botsQuery, enabled: actor.isAdmin })
  const opened = bots?.find(({ name }) => name === state.bot)
  const close = () => setState({ bot: null, new: null })
  const create = (
    <Button
      variant="primary"
      disabledReason={blockedReason(actor, 'Create', addresses.user)}
      onClick={() => void setState({ new: true, bot: null })}
    >
      <Plus aria-hidden strokeWidth={1.75} />
      New bot
    </Button>
  )
  const isEmpty = bots?.length === 0
  const leave = () => leavePage(() => void close())
  const sheet =
    actor.isAdmin && opened !== undefined ? (
      <BotSheet key={opened.id} bot={opened} onClose={leave} onGone={close} />
    ) : bots !== undefined && state.bot !== null ? (
      <GoneSheet noun="bot" name={state.bot} onClose={leave} />
    ) : actor.isAdmin && state.new ? (
      <NewBotSheet onClose={leave} onMade={(name) => setState({ bot: name, new: null }, { history: 'replace' })} />
    ) : null
  return (
    <>
      <PageHeader
        title="Bots"
        count={bots === undefined || isEmpty ? undefined : bots.length}
        actions={isEmpty ? undefined : create}
      >
        <p className="max-w-[68ch] text-muted text-sm">
          Programs that call the API as themselves, such as a connector: what they write is told by their name.
        </p>
      </PageHeader>
      {!actor.isAdmin ? (
        <div className="border-line border-t px-page">
          <EmptyState title="For administrators">
            Bots and their tokens are seen and made by administrators. Your own programs can use a personal token.
          </EmptyState>
        </div>
      ) : error !== null && bots === undefined ? (
        <div className="px-page pt-2">
          <RequestError
            title="The bots could not be loaded"
            error={error}
            onRetry={() => void refetch()}
            retrying={isFetching}
          />
        </div>
      ) : bots === undefined ? (
        <TableSkeleton many="bots" />
      ) : isEmpty ? (
        <div className="border-line border-t px-page">
          <EmptyState title="No bots yet" actions={create}>
            A bot is a program with rights and a token of its own, which does not end with anybody's account.
          </EmptyState>
        </div>
      ) : (
        <DataTable
          label="Bots"
          columns={columns((bot) => void setState({ bot: bot.name, new: null }))}
          rows={bots}
          rowKey={({ id }) => id}
          rowName={shownName}
        />
      )}
      {sheet === null ? null : <SheetPlace>{sheet}</SheetPlace>}
    </>
  )
}

const columns = (onOpen: (bot: Bot) => void): readonly DataTableColumn<Bot>[] => [
  {
    id: 'bot',
    header: 'Bot',
    card: 'title',
    cell: (bot) => (
      <span className="block min-w-0">
        <SheetTitle onOpen={() => onOpen(bot)}>{shownName(bot)}</SheetTitle>
        <span dir="auto" className="block truncate text-muted text-xs">
          {bot.description ?? <code className="font-mono">{bot.name}</code>}
        </span>
      </span>
    ),
  },
  {
    id: 'role',
    header: 'Role',
    width: 'w-52',
    card: 'plain',
    cell: ({ user }) => {
      const roles = (user?.roles ?? []).map(referenceName).join(', ')
      return (
        <span className="flex min-w-0 items-center gap-1.5">
          {user?.deleted === false || user?.deleted === undefined ? null : <Badge tone="warning">Disabled</Badge>}
          <span className="truncate">{roles === '' ? <span className="text-faint">Reader</span> : roles}</span>
        </span>
      )
    },
  },
  { id: 'token', header: 'Token', width: 'w-44', cell: ({ token }) => <TokenState token={token} /> },
  {
    id: 'used',
    header: 'Last used',
    width: 'w-52',
    hideBelow: 'xl',
    cell: ({ token }) => (token === undefined ? null : <LastUse {...token} />),
  },
]

function TokenState({ token }: Pick<Bot, 'token'>) {
  if (token === undefined) return <span className="text-faint">None</span>
  if (token.expiresAt === undefined) return 'Does not end'
  return (
    <span>
      Ends <RelativeTime value={token.expiresAt} />
    </span>
  )
}
