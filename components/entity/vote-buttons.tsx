'use client'

import { useMutation } from '@tanstack/react-query'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { tellFailure } from '@/components/entity/tell-failure'
import { useCachedEntity } from '@/components/entity/use-cached-entity'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { entityMutations } from '@/lib/client/mutations'
import type { CreateEntity, Entity, EntityReference, Votes } from '@/lib/model/entities/entity'
import type { EntityAddress } from '@/lib/model/entities/entity-address'

type Voted = Entity & { votes?: Votes | undefined }
type Vote = 'up' | 'down' | undefined

const types = { up: 'votedUp', down: 'votedDown' } as const

/** Useful or not: one vote a person, a second press takes it back. */
export function VoteButtons<E extends Voted, C extends CreateEntity>({
  def,
  entity,
}: {
  def: EntityAddress<E, C>
  entity: E
}) {
  const actor = useActor()
  const change = useCachedEntity(def)
  const votes = entity.votes ?? { upVotes: 0, downVotes: 0 }
  const has = (voters: readonly EntityReference[] | undefined) =>
    voters?.some((voter) => voter.id === actor.id) === true
  const mine: Vote = has(votes.upVoters) ? 'up' : has(votes.downVoters) ? 'down' : undefined
  const me: EntityReference = { id: actor.id, type: 'user', name: actor.name }

  const show = (vote: Vote) =>
    change(entity.id, (current) => ({ ...current, votes: withVote(current.votes, me, vote) }))
  const cast = useMutation({
    mutationFn: ({ next }: { next: Vote; before: Vote }) =>
      entityMutations(def).vote(entity.id, next === undefined ? 'unVoted' : types[next]),
    // One after another: of two presses the second is what counts.
    scope: { id: `vote ${entity.id}` },
    onMutate: ({ next }) => show(next),
    onError: (error, { before }) => {
      show(before)
      tellFailure('The vote could not be counted', error)
    },
  })
  const button = (vote: 'up' | 'down', label: string, count: number, Icon: typeof ThumbsUp) => (
    <Button
      aria-pressed={mine === vote}
      aria-label={`${label} (${count})`}
      title={label}
      onClick={() => cast.mutate({ next: mine === vote ? undefined : vote, before: mine })}
      className={cn('px-2.5', vote === 'up' ? 'rounded-e-none' : '-ms-px rounded-s-none')}
    >
      <Icon
        aria-hidden
        strokeWidth={1.75}
        className={mine === vote ? 'fill-accent-soft text-accent-text' : 'text-muted'}
      />
      <span className="tabular-nums">{count}</span>
    </Button>
  )
  return (
    <fieldset className="flex min-w-0">
      <legend className="sr-only">Votes</legend>
      {button('up', 'Vote up', votes.upVotes, ThumbsUp)}
      {button('down', 'Vote down', votes.downVotes, ThumbsDown)}
    </fieldset>
  )
}

function withVote(votes: Votes | undefined, me: EntityReference, vote: Vote): Votes {
  const others = (voters: readonly EntityReference[] | undefined) =>
    (voters ?? []).filter((voter) => voter.id !== me.id)
  const upVoters = [...others(votes?.upVoters), ...(vote === 'up' ? [me] : [])]
  const downVoters = [...others(votes?.downVoters), ...(vote === 'down' ? [me] : [])]
  return { upVotes: upVoters.length, downVotes: downVoters.length, upVoters, downVoters }
}
