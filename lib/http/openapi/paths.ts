/** Every path of the API with its operations: the one map, from which requests are answered and the description is built. */

import { descriptionOf } from '@/lib/http/openapi/description-route'
import type { Endpoint } from '@/lib/http/openapi/endpoint'
import { type EntityOperation, type Method, methods, type Operation } from '@/lib/http/operation'
import { checkAccess } from '@/lib/http/operations/access'
import { createPasswordLink, listAccounts, redeemPasswordLink } from '@/lib/http/operations/accounts'
import {
  addDomainAssets,
  addProductAssets,
  listAssetsByName,
  removeDomainAssets,
  removeProductAssets,
} from '@/lib/http/operations/assets'
import { exportAuditEntries, listAuditEntries } from '@/lib/http/operations/audit'
import { generateBotToken, readAuthMechanism, readBotToken, revokeBotToken } from '@/lib/http/operations/bot-tokens'
import { signInBrowser, signOutBrowser } from '@/lib/http/operations/browser-sessions'
import { bulk } from '@/lib/http/operations/bulk'
import {
  computePercentiles,
  contentCounts,
  events,
  namePeople,
  postUsage,
  putUsage,
} from '@/lib/http/operations/catalogue'
import {
  previewDeletion,
  removeAsync,
  removeById,
  removeByName,
  removeManyEntities,
  removeStaleEntities,
  restoreEntity,
  restoreManyEntities,
} from '@/lib/http/operations/deletion'
import {
  countEntityProperties,
  createEntity,
  listEntities,
  listEntityFields,
  listEntityRows,
  patchById,
  patchByName,
  putEntity,
  readById,
  readByName,
} from '@/lib/http/operations/entities'
import { exportCharts, exportDashboards } from '@/lib/http/operations/exports'
import { listVersions, readHistory, readVersion } from '@/lib/http/operations/history'
import { mendImportCells } from '@/lib/http/operations/import-cells'
import { createImport, fetchForPage, replanOne } from '@/lib/http/operations/imports'
import { keepJobChoice, readJobChoice } from '@/lib/http/operations/job-choice'
import { listJobRows, readFailures, readJobFile, readJobRow, readPlan } from '@/lib/http/operations/job-rows'
import {
  cancelOneJob,
  createJob,
  listJobs,
  listJobsOfEntity,
  pauseOneJob,
  readJob,
  readSummary,
  resumeOneJob,
  runPlannedJob,
} from '@/lib/http/operations/jobs'
import { retryOneImport, undoOneJob } from '@/lib/http/operations/jobs-from-jobs'
import { deleteMapping, listMappings, putMapping } from '@/lib/http/operations/kept-mappings'
import {
  patchEdgeById,
  patchEdgeByName,
  putEdgeByName,
  putLineage,
  readEdgeById,
  readEdgeByName,
  readLineageById,
  readLineageByName,
  readLineageByQuery,
  removeBySourceById,
  removeBySourceByName,
  removeEdgeById,
  removeEdgeByName,
} from '@/lib/http/operations/lineage'
import { formatMarkdown } from '@/lib/http/operations/markdown'
import { readMetrics } from '@/lib/http/operations/metrics'
import { endOtherSessions, listSessions } from '@/lib/http/operations/own-sessions'
import {
  listPermissions,
  readPermissionById,
  readPermissionByName,
  readTypePermission,
} from '@/lib/http/operations/permissions'
import { createPersonalToken, listPersonalTokens, revokePersonalTokens } from '@/lib/http/operations/personal-tokens'
import {
  listStatuses,
  putProgress,
  putStatus,
  readProgress,
  readStatus,
  readTestConnection,
} from '@/lib/http/operations/pipelines'
import { addFollower, castVote, removeFollower } from '@/lib/http/operations/reactions'
import { findFewOfTypes, queryField, queryIndex } from '@/lib/http/operations/search'
import {
  exportServiceCsv,
  exportServiceCsvAsync,
  importServiceCsv,
  importServiceCsvAsync,
} from '@/lib/http/operations/service-csv'
import { login, logout, refresh } from '@/lib/http/operations/sessions'
import { putSettings, readSettings } from '@/lib/http/operations/settings'
import { authConfig, authorizerConfig, health, keySet, setup, version } from '@/lib/http/operations/system'
import { putProperty, putPropertyUse } from '@/lib/http/operations/types'
import { changePassword, listTeamRoles, readSignedInUser } from '@/lib/http/operations/users'
import { definitions } from '@/lib/model/entities/registry'

type Operations<O> = Partial<Record<Method, O>>

/** Below `/v1/{collection}`. */
const entityPaths: Readonly<Record<string, Operations<EntityOperation>>> = {
  '': { GET: listEntities, POST: createEntity, PUT: putEntity },
  '/{id}': { GET: readById, PUT: putProperty, PATCH: patchById, DELETE: removeById },
  '/name/{fqn}': { GET: readByName, PATCH: patchByName, DELETE: removeByName },
  '/{id}/versions': { GET: listVersions },
  '/{id}/versions/{version}': { GET: readVersion },
  '/{id}/followers': { PUT: addFollower },
  '/{id}/followers/{userId}': { DELETE: removeFollower },
  '/{id}/vote': { PUT: castVote },
  '/name/{fqn}/assets': { GET: listAssetsByName },
  '/name/{fqn}/export': { GET: exportServiceCsv },
  '/name/{fqn}/exportAsync': { GET: exportServiceCsvAsync },
  '/name/{fqn}/import': { PUT: importServiceCsv },
  '/name/{fqn}/importAsync': { PUT: importServiceCsvAsync },
  '/restore': { PUT: restoreEntity },
  '/async/{id}': { DELETE: removeAsync },
  '/deleteStale': { DELETE: removeStaleEntities },
  '/bulk': { PUT: bulk, DELETE: removeManyEntities },
  '/bulk/restore': { PUT: restoreManyEntities },
  '/history': { GET: readHistory },
}

/** The description itself, which holds all of them. */
const readDescription: Operation = descriptionOf(() => endpoints)

/** Paths of their own, below `/v1`. */
const otherPaths: Readonly<Record<string, Operations<Operation>>> = {
  '/dataProducts/{fqn}/assets/add': { PUT: addProductAssets },
  '/dataProducts/{fqn}/assets/remove': { PUT: removeProductAssets },
  '/domains/{fqn}/assets/add': { PUT: addDomainAssets },
  '/domains/{fqn}/assets/remove': { PUT: removeDomainAssets },
  '/services/ingestionPipelines/{fqn}/pipelineStatus': { GET: listStatuses, PUT: putStatus },
  '/services/ingestionPipelines/{fqn}/pipelineStatus/{runId}': { GET: readStatus },
  '/services/ingestionPipelines/progress/{fqn}/{runId}': { GET: readProgress, PUT: putProgress },
  '/services/testConnectionDefinitions/name/{fqn}': { GET: readTestConnection },
  '/contentCounts': { GET: contentCounts },
  '/markdown': { POST: formatMarkdown },
  '/people': { POST: namePeople },
  '/search/query': { GET: queryIndex },
  '/search/fieldQuery': { GET: queryField },
  '/lineage': { PUT: putLineage },
  '/lineage/getLineage': { GET: readLineageByQuery },
  '/lineage/{type}/{id}': { GET: readLineageById },
  '/lineage/{type}/name/{fqn}': { GET: readLineageByName },
  '/lineage/{type}/{id}/{toType}/{toId}': { PATCH: patchEdgeById, DELETE: removeEdgeById },
  '/lineage/{type}/name/{fqn}/{toType}/name/{toFqn}': {
    PUT: putEdgeByName,
    PATCH: patchEdgeByName,
    DELETE: removeEdgeByName,
  },
  '/lineage/getLineageEdge/{type}/{id}': { GET: readEdgeById },
  '/lineage/getLineageEdge/{type}/name/{fqn}/{toType}/name/{toFqn}': { GET: readEdgeByName },
  '/lineage/{type}/{id}/type/{source}': { DELETE: removeBySourceById },
  '/lineage/source/name/{type}/{fqn}/type/{source}': { DELETE: removeBySourceByName },
  '/usage/{type}/{id}': { POST: postUsage, PUT: putUsage },
  '/usage/compute.percentile/{type}/{date}': { POST: computePercentiles },
  '/events': { GET: events },
  '/permissions': { GET: listPermissions },
  '/permissions/{resource}': { GET: readTypePermission },
  '/permissions/{resource}/{id}': { GET: readPermissionById },
  '/permissions/{resource}/name/{fqn}': { GET: readPermissionByName },
  '/users/loggedInUser': { GET: readSignedInUser },
  '/users/changePassword': { PUT: changePassword },
  '/users/login': { POST: login },
  '/users/refresh': { POST: refresh },
  '/users/logout': { POST: logout },
  '/users/security/token': { GET: listPersonalTokens, PUT: createPersonalToken },
  '/users/security/token/revoke': { PUT: revokePersonalTokens },
  '/users/auth-mechanism/{id}': { GET: readAuthMechanism },
  '/users/token/{id}': { GET: readBotToken },
  '/users/generateToken/{id}': { PUT: generateBotToken },
  '/users/revokeToken': { PUT: revokeBotToken },
  '/system/version': { GET: version },
  '/system/health': { GET: health },
  '/system/config/auth': { GET: authConfig },
  '/system/config/authorizer': { GET: authorizerConfig },
  '/system/config/jwks': { GET: keySet },
  '/system/settings': { PUT: putSettings },
  '/system/settings/{name}': { GET: readSettings },
  '/system/setup': { POST: setup },
  '/openapi.json': { GET: readDescription },
}

/** What OpenMetadata has not, below `/x`. */
const ownPaths: Readonly<Record<string, Operations<Operation>>> = {
  '/exports/dashboards': { GET: exportDashboards },
  '/exports/charts': { GET: exportCharts },
  '/exports/audit': { GET: exportAuditEntries },
  '/audit': { GET: listAuditEntries },
  '/imports': { POST: createImport },
  '/imports/{id}/plan': { POST: replanOne },
  '/imports/{id}/cells': { POST: mendImportCells },
  '/importMappings': { GET: listMappings },
  '/importMappings/{name}': { PUT: putMapping, DELETE: deleteMapping },
  '/jobs': { GET: listJobs, POST: createJob },
  '/jobs/{id}': { GET: readJob },
  '/jobs/{id}/rows': { GET: listJobRows },
  '/jobs/{id}/rows/{row}': { GET: readJobRow },
  '/jobs/{id}/summary': { GET: readSummary },
  '/jobs/{id}/choice': { GET: readJobChoice, POST: keepJobChoice },
  '/jobs/{id}/file': { GET: readJobFile },
  '/jobs/{id}/pause': { POST: pauseOneJob },
  '/jobs/{id}/resume': { POST: resumeOneJob },
  '/jobs/{id}/run': { POST: runPlannedJob },
  '/jobs/{id}/failures': { GET: readFailures },
  '/jobs/{id}/plan': { GET: readPlan },
  '/jobs/{id}/retry': { POST: retryOneImport },
  '/jobs/{id}/cancel': { POST: cancelOneJob },
  '/jobs/{id}/undo': { POST: undoOneJob },
  '/entities/{type}/fields': { GET: listEntityFields },
  '/entities/{type}/propertyCounts': { GET: countEntityProperties },
  '/entities/{type}/propertyUses/{name}': { PUT: putPropertyUse },
  '/entities/{type}/rows': { GET: listEntityRows },
  '/entities/{type}/{id}/jobs': { GET: listJobsOfEntity },
  '/entities/{type}/{id}/deletion': { GET: previewDeletion },
  '/few': { GET: findFewOfTypes },
  '/access': { GET: checkAccess },
  '/accounts': { GET: listAccounts },
  '/teamRoles': { GET: listTeamRoles },
  '/passwordLinks': { POST: createPasswordLink },
  '/sessions': { GET: listSessions, DELETE: endOtherSessions },
}

/** Every operation there is: of each type of entity those it has, then the others. */
export const endpoints: readonly Endpoint[] = [
  ...definitions.flatMap((def) =>
    Object.entries(entityPaths).flatMap(([path, operations]) =>
      methods.flatMap((method) => {
        const operation = operations[method]?.(def)
        return operation === undefined ? [] : [{ method, path: `/v1/${def.path}${path}`, operation, def }]
      }),
    ),
  ),
  ...endpointsBelow('/v1', otherPaths),
  ...endpointsBelow('/x', ownPaths),
]

function endpointsBelow(root: string, paths: typeof otherPaths): Endpoint[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    methods.flatMap((method) => {
      const operation = operations[method]
      return operation === undefined ? [] : [{ method, path: `${root}${path}`, operation }]
    }),
  )
}

/** What pages, load balancers and watchers call, and no client of the API: answered, not described. */
export const pageEndpoints: readonly Endpoint[] = [
  { method: 'POST', path: '/auth/sign-in/email', operation: signInBrowser },
  { method: 'POST', path: '/auth/sign-out', operation: signOutBrowser },
  { method: 'POST', path: '/auth/password-link', operation: redeemPasswordLink },
  { method: 'POST', path: '/import/file', operation: fetchForPage },
  { method: 'GET', path: '/health', operation: health },
  { method: 'GET', path: '/metrics', operation: readMetrics },
]
