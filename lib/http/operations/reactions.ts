/** Following and voting. */
import { follow, unfollow, vote, voteSchema } from '@/lib/entities/react'
import { json } from '@/lib/http/json'
import { wordsOf } from '@/lib/http/openapi/words'
import { entityOperation, operation } from '@/lib/http/operation'
import { idOf } from '@/lib/http/operations/entities'
import { keyOf } from '@/lib/http/operations/entity-examples'
import { reacted } from '@/lib/http/operations/entity-replies'
import { boundedText, textMax } from '@/lib/model/rules/bounds'

const changed = { headers: { 'X-OpenMetadata-Change': 'entityFieldsChanged' } }

export const addFollower = entityOperation((def) => {
  if (!def.fields.has('followers')) return undefined
  const { One, aOne, tag } = wordsOf(def)
  return operation({
    id: `add${One}Follower`,
    tag,
    summary: `Follow ${aOne}`,
    notes: 'The body is the id of the user who follows, as a bare JSON string.',
    body: boundedText(textMax.name),
    responses: { 200: reacted(def) },
    errors: ['notFound'],
    example: { stage: 'use', path: keyOf(def, 'ById'), body: '$USER_ID' },
    handle: async (call) => json(await follow(def, idOf(def, call), call.body, call.ctx), changed),
  })
})

export const removeFollower = entityOperation((def) => {
  if (!def.fields.has('followers')) return undefined
  const { One, aOne, tag } = wordsOf(def)
  return operation({
    id: `delete${One}Follower`,
    tag,
    summary: `Stop following ${aOne}`,
    responses: { 200: reacted(def) },
    errors: ['notFound'],
    example: { stage: 'undo', path: { ...keyOf(def, 'ById'), userId: '$USER_ID' } },
    handle: async (call) => json(await unfollow(def, idOf(def, call), call.param('userId'), call.ctx), changed),
  })
})

export const castVote = entityOperation((def) => {
  if (!def.fields.has('votes')) return undefined
  const { One, aOne, tag } = wordsOf(def)
  return operation({
    id: `voteFor${One}`,
    tag,
    summary: `Vote for or against ${aOne}`,
    notes: 'The caller has one vote; a new one replaces it and `unVoted` takes it back.',
    body: voteSchema,
    responses: { 200: reacted(def) },
    errors: ['notFound'],
    example: { stage: 'use', path: keyOf(def, 'ById'), body: { updatedVoteType: 'votedUp' } },
    handle: async (call) => json(await vote(def, idOf(def, call), call.body.updatedVoteType, call.ctx), changed),
  })
})
