/** The kinds of jobs there are, and in whose name they are done. */
import { systemContext } from '@/lib/app/system-context'
import { grantsOf } from '@/lib/auth/grants'
import type { RequestContext } from '@/lib/entities/context'
import { exportJob } from '@/lib/jobs/export-job'
import { importJob } from '@/lib/jobs/import-job'
import { mergeJob } from '@/lib/jobs/merge-job'
import { moveJob, renameJob } from '@/lib/jobs/rename-job'
import { createRunner, type Runner } from '@/lib/jobs/runner'
import { deleteJob, editJob, restoreJob } from '@/lib/jobs/selection-job'
import { undoJob } from '@/lib/jobs/undo-job'
import { CatalogueError } from '@/lib/model/wire/errors'

type Given = Pick<RequestContext, 'store' | 'sealer'>

export const createJobs = (given: Given): Runner =>
  createRunner({
    store: given.store,
    kinds: [importJob, editJob, deleteJob, restoreJob, renameJob, moveJob, mergeJob, undoJob, exportJob],
    contextOf: async ({ id, actorId, actorName }) => {
      const [user] = await given.store.findByIds([actorId])
      if (user === undefined || user.deleted || user.type !== 'user')
        throw new CatalogueError('forbidden', `${actorName} is not here any more, and with them the right to do this`)
      const caller = user.document.isBot === true ? 'bot' : 'system'
      return { ...systemContext(given), requestId: id, actor: await grantsOf(user, caller, given.store) }
    },
  })
