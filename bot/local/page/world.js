// Who and what there is, as the local Slack told it.
export const world = { me: null, users: [], channels: [], people: [], commands: [], shortcuts: [], current: null, app: null, team: null, home: null, views: [], hasHome: false };

export function fillWorld(state) {
  Object.assign(world, state, { hasHome: state.has_home_tab });
}

export function findName(id) {
  return world.users.find((user) => user.id === id)?.real_name ?? world.channels.find((entry) => entry.id === id)?.name;
}

export const nameChannel = (entry) => (entry.is_im ? world.app.name : "#" + entry.name);
export const listShortcuts = (kind) => world.shortcuts.filter((shortcut) => shortcut.kind === kind);

// A colour that stays with a person: six that white initials can be read on.
export function colourOf(id) {
  if (id === world.app?.bot_user_id) return "app";
  return String([...id].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 5);
}
