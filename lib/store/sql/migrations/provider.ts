/**
 * The schema, step by step, a file each, run in the order of their names. A step that has been released is never
 * edited: the next one changes what it made.
 */
import type { MigrationProvider } from 'kysely/migration'
import { firstTables } from '@/lib/store/sql/migrations/0001-first'
import { typedSearch } from '@/lib/store/sql/migrations/0002-typed-search'
import { identities } from '@/lib/store/sql/migrations/0004-identities'
import { orphansRemoved } from '@/lib/store/sql/migrations/0007-orphans'
import { unfinishedWork } from '@/lib/store/sql/migrations/0008-unfinished-work'
import { eventKinds } from '@/lib/store/sql/migrations/0009-event-kinds'
import { relationsByType } from '@/lib/store/sql/migrations/0010-relations-by-type'
import { lackingKept } from '@/lib/store/sql/migrations/0011-lacking'
import { carrierCounts } from '@/lib/store/sql/migrations/0012-carrier-counts'
import { commitCount } from '@/lib/store/sql/migrations/0013-commit-count'
import { lackingTogether } from '@/lib/store/sql/migrations/0014-lacking-together'
import { origins } from '@/lib/store/sql/migrations/0015-origins'
import { commitLog } from '@/lib/store/sql/migrations/0016-commit-log'
import { lostPlaces } from '@/lib/store/sql/migrations/0017-lost-places'
import { lighterCommits } from '@/lib/store/sql/migrations/0018-lighter-commits'
import { jobTables } from '@/lib/store/sql/migrations/0019-jobs'
import { formerNames } from '@/lib/store/sql/migrations/0020-former-names'
import { auditTables } from '@/lib/store/sql/migrations/0021-audit'
import { undosFound } from '@/lib/store/sql/migrations/0023-undos'
import { termStatus } from '@/lib/store/sql/migrations/0024-term-status'
import { propertiesKept } from '@/lib/store/sql/migrations/0026-properties'
import { writtenByFound } from '@/lib/store/sql/migrations/0028-written-by'
import { foldedOrder } from '@/lib/store/sql/migrations/0030-folded-order'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

const provider = (ddl: Ddl): MigrationProvider => ({
  getMigrations: async () => ({
    '0001_first': firstTables(ddl),
    '0002_typed_search': typedSearch(ddl),
    '0004_identities': identities(ddl),
    '0007_orphans': orphansRemoved,
    '0008_unfinished_work': unfinishedWork(ddl),
    '0009_event_kinds': eventKinds(ddl),
    '0010_relations_by_type': relationsByType,
    '0011_lacking': lackingKept(ddl),
    '0012_carrier_counts': carrierCounts(ddl),
    '0013_commit_count': commitCount(ddl),
    '0014_lacking_together': lackingTogether(ddl),
    '0015_origins': origins(ddl),
    '0016_commit_log': commitLog(ddl),
    '0017_lost_places': lostPlaces(ddl),
    '0018_lighter_commits': lighterCommits(ddl),
    '0019_jobs': jobTables(ddl),
    '0020_former_names': formerNames(ddl),
    '0021_audit': auditTables(ddl),
    '0023_undos': undosFound(ddl),
    '0024_term_status': termStatus(ddl),
    '0026_properties': propertiesKept(ddl),
    '0028_written_by': writtenByFound,
    '0030_folded_order': foldedOrder(ddl),
  }),
})

/** What a migrator is made of besides its database. Steps stand by themselves: one may come after another of a higher number. */
export const migrations = (ddl: Ddl) => ({ provider: provider(ddl), allowUnorderedMigrations: true })
