'use client'

import { Menu, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { CreateMenu } from '@/components/shell/create-menu'
import { leavePage } from '@/components/shell/leave-guard'
import { Logo } from '@/components/shell/logo'
import { MainNavigation } from '@/components/shell/main-navigation'
import { type CountKey, type CreateKind, createItems, navigationItems } from '@/components/shell/navigation'
import { RouteFocus } from '@/components/shell/route-focus'
import { SkipLink } from '@/components/shell/skip-link'
import { usePlainKeys } from '@/components/shell/use-plain-keys'
import { useShortcuts } from '@/components/shell/use-shortcuts'
import { type ShellUser, UserMenu } from '@/components/shell/user-menu'
import { IconButton } from '@/components/ui/icon-button'
import { Kbd } from '@/components/ui/kbd'
import { later } from '@/components/ui/later'
import { Link } from '@/components/ui/link'
import { onDemand } from '@/components/ui/on-demand'
import { TypeAhead } from '@/components/ui/type-ahead'
import { useEver } from '@/components/ui/use-ever'

// No page needs them to show itself.
const MobileMenu = onDemand('dialog', () =>
  import('@/components/shell/mobile-menu').then((module) => module.MobileMenu),
)
const CommandPalette = later(
  () => import('@/components/shell/command-palette').then((module) => module.CommandPalette),
  ({ open, onOpenChange }) =>
    open && (
      <TypeAhead label="Type a command or search" className="palette-ahead" onEscape={() => onOpenChange(false)} />
    ),
)
const ShortcutsDialog = later(() =>
  import('@/components/shell/shortcuts-dialog').then((module) => module.ShortcutsDialog),
)

const JobsTray = later(() => import('@/components/shell/jobs-tray').then((module) => module.JobsTray))

export interface AppShellProps {
  user: ShellUser
  /** Totals beside the navigation's names; a missing one shows nothing. */
  counts?: Partial<Record<CountKey, number>> | undefined
  /** Why something cannot be created by this person, by kind. */
  createBlocked?: Partial<Record<CreateKind, string>> | undefined
  onSignOut: () => void
  children: ReactNode
}

/** Frame of every page behind sign-in: navigation at the side (224 px, icons below 1280, a dialog below 768), main region. */
export function AppShell({ user, counts = {}, createBlocked = noneBlocked, onSignOut, children }: AppShellProps) {
  const router = useRouter()
  const [paletteOpen, setPaletteOpen] = useState(false)
  const [shortcutsOpen, setShortcutsOpen] = useState(false)
  const hasPalette = useEver(paletteOpen)
  const hasShortcuts = useEver(shortcutsOpen)
  const [plainKeys, setPlainKeys] = usePlainKeys()
  const openPalette = useCallback(() => setPaletteOpen(true), [])
  const shortcuts = useMemo(() => {
    const allowed = createItems.filter((item) => createBlocked[item.kind] === undefined)
    const visits = [...navigationItems, ...allowed].map((item) => [
      item.keys,
      () => leavePage(() => router.push(item.href)),
    ])
    return {
      ...Object.fromEntries(visits),
      'mod+k': () => setPaletteOpen((open) => !open),
      '?': () => setShortcutsOpen(true),
    }
  }, [router, createBlocked])
  useShortcuts(shortcuts, plainKeys)
  const userMenu = (
    <UserMenu
      user={user}
      onShortcuts={() => setShortcutsOpen(true)}
      onApi={() => leavePage(() => router.push('/docs/api'))}
      onSignOut={onSignOut}
    />
  )
  return (
    <>
      <SkipLink />
      <div className="min-h-dvh pt-12 md:ps-14 md:pt-0 xl:ps-56">
        <TopBar counts={counts} createBlocked={createBlocked} onSearch={openPalette} userMenu={userMenu} />
        <header className="fixed inset-y-0 start-0 z-20 flex w-14 flex-col gap-3 overflow-y-auto border-line border-e bg-subtle px-2 pt-3 pb-2 max-md:hidden xl:w-56">
          <div className="flex items-center justify-between px-2 max-xl:flex-col max-xl:gap-3 max-xl:px-0">
            <HomeLink labelClass="max-xl:sr-only" />
            <CreateMenu blocked={createBlocked} />
          </div>
          <SearchButton onClick={openPalette} />
          <MainNavigation counts={counts} collapses />
          <div className="mt-auto grid gap-1">
            <JobsTray />
            {userMenu}
          </div>
        </header>
        <main id="content" tabIndex={-1} className="min-w-0">
          {children}
        </main>
      </div>
      <RouteFocus />
      {hasPalette ? (
        <CommandPalette open={paletteOpen} onOpenChange={setPaletteOpen} createBlocked={createBlocked} />
      ) : null}
      {hasShortcuts ? (
        <ShortcutsDialog
          open={shortcutsOpen}
          onOpenChange={setShortcutsOpen}
          plainKeys={plainKeys}
          onPlainKeysChange={setPlainKeys}
        />
      ) : null}
    </>
  )
}

const noneBlocked = {}

function HomeLink({ labelClass }: { labelClass?: string }) {
  return (
    <Link href="/" className="flex h-7 items-center gap-2 rounded-sm font-semibold text-base text-fg">
      <Logo />
      <span className={labelClass}>Dashcat</span>
    </Link>
  )
}

function SearchButton({ onClick }: { onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      className="flex h-control items-center gap-2.5 rounded-md border border-line-strong bg-raised px-2 text-muted text-sm hover:bg-hover max-xl:w-10 max-xl:justify-center max-xl:px-0"
    >
      <Search aria-hidden strokeWidth={1.75} className="size-4 shrink-0" />
      <span className="flex-1 text-start max-xl:sr-only">Search</span>
      <Kbd className="max-xl:hidden">Ctrl K</Kbd>
    </button>
  )
}

interface TopBarProps {
  counts: Partial<Record<CountKey, number>>
  createBlocked: Partial<Record<CreateKind, string>>
  onSearch: () => void
  userMenu: ReactNode
}

/** Below 768 px: menu button, logo, search, create. The menu itself is a dialog. */
function TopBar({ counts, createBlocked, onSearch, userMenu }: TopBarProps) {
  return (
    <header className="fixed inset-x-0 top-0 z-30 flex h-12 items-center gap-1 border-line border-b bg-bg px-2 md:hidden">
      <MobileMenu
        counts={counts}
        userMenu={userMenu}
        trigger={
          <IconButton label="Menu" tooltip={false}>
            <Menu strokeWidth={1.75} />
          </IconButton>
        }
      />
      <HomeLink />
      <span className="flex-1" />
      <JobsTray compact />
      <IconButton label="Search" tooltip={false} onClick={onSearch} aria-haspopup="dialog">
        <Search strokeWidth={1.75} />
      </IconButton>
      <CreateMenu blocked={createBlocked} className="size-control border-transparent bg-transparent" />
    </header>
  )
}
