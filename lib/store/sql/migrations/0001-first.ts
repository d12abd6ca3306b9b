/** The tables of the catalogue. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

export function firstTables(ddl: Ddl): Migration {
  const { autoIncrement, text, integer, flag, real, json } = ddl
  const statements = [
    `create table entity (
      seq ${autoIncrement}, id ${text} not null unique, type ${text} not null, name ${text} not null, display_name ${text},
      sort_name ${text} not null, fqn ${text} not null, fqn_key ${text} not null, container_id ${text}, version ${real} not null,
      deleted ${flag} not null, updated_at ${integer} not null, updated_by ${text} not null, document ${json} not null)`,
    'create unique index entity_fqn on entity (fqn_key, type)',
    'create index entity_by_name on entity (type, deleted, name, id)',
    'create index entity_by_sort_name on entity (type, deleted, sort_name, id)',
    'create index entity_by_update on entity (type, deleted, updated_at, id)',
    'create index entity_by_container on entity (container_id, type, deleted, name, id)',
    `create table entity_relation (
      entity_id ${text} not null, relation ${text} not null, target_id ${text} not null,
      entity_type ${text} not null, target_type ${text} not null, data ${json},
      primary key (entity_id, relation, target_id))`,
    'create index entity_relation_by_target on entity_relation (target_id, relation, entity_id)',
    `create table entity_version (
      entity_id ${text} not null, entity_type ${text} not null, version ${real} not null, updated_at ${integer} not null,
      updated_by ${text} not null, snapshot ${json} not null, primary key (entity_id, version))`,
    'create index entity_version_by_time on entity_version (entity_type, updated_at)',
    `create table change_event (seq ${autoIncrement}, recorded_at ${integer} not null, events ${json} not null)`,
    'create index change_event_by_time on change_event (recorded_at)',
    `create table entity_count (
      type ${text} not null, container_id ${text} not null, deleted ${flag} not null, slot ${flag} not null,
      total ${integer} not null, primary key (type, deleted, container_id, slot))`,
    'create index entity_count_by_container on entity_count (container_id, type)',
    `create table usage_daily (
      entity_id ${text} not null, date ${text} not null, total ${integer} not null, primary key (entity_id, date))`,
    `create table setting (key ${text} primary key, value ${text} not null)`,
    ...ddl.search,
  ]
  return {
    up: async (db: Kysely<unknown>) => {
      for (const statement of statements) await sql.raw(statement).execute(db)
    },
  }
}
