import { PageNotFound } from '@/components/shell/page-not-found'

export default function NotFound() {
  return <PageNotFound title="There is nothing at this address">It may have been deleted permanently.</PageNotFound>
}
