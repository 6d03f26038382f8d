// What the page itself says; what the bot says comes from the bot.
export const WORDS = {
  channels: "Kanalen", direct: "Directe berichten", you: (name) => `Je bent ${name}`, become: (name) => `Word ${name}`,
  empty: (app) => `Nog geen berichten. Vraag bijvoorbeeld: @${app} hoeveel dwangsommen betaalde de IND in 2022?`,
  onlyYou: "Alleen zichtbaar voor jou", edited: "(bewerkt)", app: "APP",
  replies: (count) => (count === 1 ? "1 antwoord" : `${count} antwoorden`),
  reply: "Antwoord in thread", more: "Meer acties", moreChoices: "Meer keuzes", copyLink: "Kopieer link", edit: "Bewerk bericht", remove: "Verwijder bericht…",
  removeTitle: "Bericht verwijderen?", removeText: "Dit kan niet ongedaan worden gemaakt.", removeYes: "Verwijderen", cancel: "Annuleren", save: "Bewaren",
  messageTo: (name) => `Bericht aan ${name}`, replyField: "Antwoord in thread", send: "Verstuur", attach: "Bestand toevoegen", shortcuts: "Snelkoppelingen",
  noShortcuts: "De app heeft geen snelkoppelingen.", completions: "Aanvullingen", takeAway: (name) => `${name} weghalen`, drop: "Laat los om te delen",
  notMember: (app) => `${app} zit niet in dit kanaal en hoort hier dus niets.`, invite: (app) => `${app} uitnodigen`,
  home: "Home", messages: "Berichten", homeEmpty: (app) => `${app} heeft hier nog niets neergezet.`,
  close: "Sluiten", dismiss: "Venster weghalen", search: "Zoek…", choose: "Kies…", noOptions: "Niets gevonden", typeMore: (count) => `Typ ten minste ${count} ${count === 1 ? "teken" : "tekens"}`, busy: "Bezig met zoeken…",
  optional: "(niet verplicht)", options: "Keuzes", choices: (count) => `${count} ${count === 1 ? "keuze" : "keuzes"}`,
  failed: "Dat lukte niet. Probeer het nog eens.", lost: "Verbinding verbroken…", picture: "Afbeelding", table: "Tabel",
  page: (from, to, of) => `${from}–${to} van ${of}`, next: "Volgende", previous: "Vorige", show: "Toon", hide: "Verberg", size: (bytes) => (bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1).replace(".", ",")} MB`),
};
