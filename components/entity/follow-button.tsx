'use client'

import { useMutation } from '@tanstack/react-query'
import { Star } from 'lucide-react'
import { tellFailure } from '@/components/entity/tell-failure'
import { useCachedEntity } from '@/components/entity/use-cached-entity'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { entityMutations } from '@/lib/client/mutations'
import type { CreateEntity, Entity, EntityReference } from '@/lib/model/entities/entity'
import type { EntityAddress } from '@/lib/model/entities/entity-address'

type Followed = Entity & { followers?: EntityReference[] | undefined }

/** Follows or unfollows, shown at once and taken back with a word when the server refuses. */
export function useFollow<E extends Followed, C extends CreateEntity>(def: EntityAddress<E, C>, entity: E) {
  const actor = useActor()
  const changeCached = useCachedEntity(def)
  const followers = entity.followers ?? []
  const isFollowing = followers.some((follower) => follower.id === actor.id)
  const show = (follows: boolean) =>
    changeCached(entity.id, (current) => ({
      ...current,
      followers: [
        ...(current.followers ?? []).filter((follower) => follower.id !== actor.id),
        ...(follows ? [{ id: actor.id, type: 'user', name: actor.name }] : []),
      ],
    }))
  const writes = entityMutations(def)
  const change = useMutation({
    mutationFn: (follows: boolean) =>
      follows ? writes.follow(entity.id, actor.id) : writes.unfollow(entity.id, actor.id),
    // One after another: pressed twice, the second is what counts.
    scope: { id: `follow ${entity.id}` },
    onMutate: show,
    onError: (error, follows) => {
      show(!follows)
      tellFailure('Following could not be changed', error)
    },
  })
  return { isFollowing, count: followers.length, toggle: () => change.mutate(!isFollowing) }
}

/** "Follow (12)": on or off, with how many do. */
export function FollowButton({ isFollowing, count, toggle }: ReturnType<typeof useFollow>) {
  return (
    <Button aria-pressed={isFollowing} onClick={toggle}>
      <Star aria-hidden strokeWidth={1.75} className={cn(isFollowing ? 'fill-accent text-accent' : 'text-muted')} />
      <span>
        Follow <span className="sr-only">(</span>
        <span className="tabular-nums">{count}</span>
        <span className="sr-only">)</span>
      </span>
    </Button>
  )
}
