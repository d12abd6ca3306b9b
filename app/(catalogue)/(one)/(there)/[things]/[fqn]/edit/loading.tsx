import { EntityLoading } from '@/components/entity/entity-loading'

export default function Loading() {
  return <EntityLoading />
}
