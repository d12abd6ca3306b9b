/** The calls on one lineage edge, which come by ids and by names: two paths, one function each. */
import {
  addLineage,
  type LineageEnd,
  lineageDetailsSchema,
  patchEdge,
  readEdge,
  removeEdge,
} from '@/lib/entities/lineage'
import type { SignedInCall } from '@/lib/http/route'
import { jsonPatchSchema } from '@/lib/model/json-patch'

type Ends = (call: SignedInCall) => { readonly from: LineageEnd; readonly to: LineageEnd }

/** `/{type}/{id}/{toType}/{toId}`. */
export const endsById: Ends = (call) => ({
  from: { type: call.param('type'), id: call.param('id') },
  to: { type: call.param('toType'), id: call.param('toId') },
})

/** `/{type}/name/{fqn}/{toType}/name/{toFqn}`. */
export const endsByName: Ends = (call) => ({
  from: { type: call.param('type'), fqn: call.param('fqn') },
  to: { type: call.param('toType'), fqn: call.param('toFqn') },
})

/** `/{type}/{id}` without types: the first segment is an id itself. */
export const endsByIdAlone: Ends = (call) => ({ from: { id: call.param('type') }, to: { id: call.param('id') } })

const done = () => new Response(null, { status: 200 })

export const putEdge =
  (ends: Ends) =>
  async (call: SignedInCall): Promise<Response> => {
    const { from, to } = ends(call)
    await addLineage(from, to, lineageDetailsSchema.parse((await call.json()) ?? {}), call.ctx)
    return done()
  }

export const readEdgeOf =
  (ends: Ends) =>
  async (call: SignedInCall): Promise<Response> => {
    const { from, to } = ends(call)
    return Response.json({ edge: await readEdge(from, to, call.ctx) })
  }

export const patchEdgeOf =
  (ends: Ends) =>
  async (call: SignedInCall): Promise<Response> => {
    const { from, to } = ends(call)
    return Response.json(await patchEdge(from, to, await call.body(jsonPatchSchema), call.ctx))
  }

export const removeEdgeOf =
  (ends: Ends) =>
  async (call: SignedInCall): Promise<Response> => {
    const { from, to } = ends(call)
    await removeEdge(from, to, call.ctx)
    return done()
  }
