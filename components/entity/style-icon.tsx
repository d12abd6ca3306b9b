import {
  Archive,
  Beaker,
  Bookmark,
  Building,
  Calendar,
  ChartColumn,
  Coins,
  Database,
  Eye,
  Flag,
  Globe,
  Heart,
  Key,
  Leaf,
  Lock,
  type LucideIcon,
  Megaphone,
  Rocket,
  Shield,
  ShoppingCart,
  Star,
  Table,
  Tag,
  Truck,
  Users,
} from 'lucide-react'
import type { StyleIconName } from '@/lib/model/fields/style'

const icons: Readonly<Record<StyleIconName, LucideIcon>> = {
  Archive,
  Beaker,
  Bookmark,
  Building,
  Calendar,
  ChartColumn,
  Coins,
  Database,
  Eye,
  Flag,
  Globe,
  Heart,
  Key,
  Leaf,
  Lock,
  Megaphone,
  Rocket,
  Shield,
  ShoppingCart,
  Star,
  Table,
  Tag,
  Truck,
  Users,
}

/** One of the icons that can be chosen; decoration, its name or that of what it stands for is beside it. */
export function StyleIcon({ name }: { name: StyleIconName }) {
  const Icon = icons[name]
  return <Icon aria-hidden strokeWidth={1.75} className="size-4" />
}
