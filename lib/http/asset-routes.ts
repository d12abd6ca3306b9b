/** Assets of what assets refer to: domains, data products, owners, labels. */
import { z } from 'zod'
import { changeAssets, listAssets } from '@/lib/entities/assets'
import type { EntityCall } from '@/lib/http/route'
import { entityReferences } from '@/lib/model/entity'
import { assetsQuery } from '@/lib/model/query'

export const listAssetsByName = async (call: EntityCall): Promise<Response> =>
  Response.json(await listAssets(call.def, { fqn: call.param('fqn') }, call.query(assetsQuery), call.ctx))

const assetsSchema = z.object({ assets: entityReferences })

export const changeAssetsOf =
  (operation: 'add' | 'remove') =>
  async (call: EntityCall): Promise<Response> => {
    const { assets } = await call.body(assetsSchema)
    return Response.json(await changeAssets({ fqn: call.param('fqn') }, assets, operation, call.ctx))
  }
