import type { StorySeed } from './story.ts';

/** Paul’s tickets: contested, continued, expired, for somebody else… */
export const paulStories = [
  {
    key: 'paulWifi',
    at: '50 min',
    requester: 'paul.martin',
    category: 'reseau-et-wifi',
    subject: 'Plus de réseau dans tout le bâtiment B',
    description:
      'Plus aucun ordinateur du bâtiment B n’a accès au réseau depuis une demi-heure, ni par câble ni en Wi-Fi. Le bâtiment A fonctionne. Une quinzaine de personnes sont arrêtées, dont l’accueil du public.\n\nJe vous écris depuis le bâtiment A ; on peut me joindre sur mon poste fixe, qui marche.',
    blocked: 'yes',
    impact: 'site',
  },
  {
    key: 'paulPhone',
    at: 'J-8 09:50',
    requester: 'paul.martin',
    category: 'telephone-fixe',
    subject: 'Les appels transférés à mon poste se coupent',
    description:
      'Quand le standard me transfère un appel, la communication se coupe au bout de deux secondes. Les appels directs passent bien. Mon poste : 3118.',
    blocked: 'hindered',
    impact: 'me',
    steps: [
      { at: 'J-8 11:15', by: 'karim.leroy', act: 'take' },
      {
        at: 'J-6 10:20',
        by: 'karim.leroy',
        act: 'resolve',
        text: 'Bonjour Paul, le profil de votre poste interdisait le second appel. Je l’ai corrigé et j’ai fait un essai avec le standard, sans coupure.',
      },
      {
        at: 'J-5 08:45',
        by: 'paul.martin',
        act: 'contest',
        text: 'Bonjour, cela s’est amélioré le matin, mais hier après-midi trois appels transférés se sont encore coupés (14 h 10, 15 h 25 et 16 h 05).',
      },
      {
        at: 'J-5 09:30',
        by: 'karim.leroy',
        act: 'reply',
        text: 'Merci pour ces heures, et désolé pour les appels perdus. Les trois passent par la seconde passerelle, que je n’avais pas testée. J’ouvre l’incident chez l’opérateur et je reviens vers vous.',
      },
    ],
  },
  {
    key: 'paulBattery',
    at: 'J-10 14:05',
    requester: 'paul.martin',
    category: 'poste-de-travail',
    subject: 'La batterie de mon portable tient vingt minutes',
    description:
      'Mon ordinateur portable s’éteint au bout de vingt minutes dès qu’il n’est plus branché, alors que je suis deux jours par semaine dans les établissements. Il a quatre ans.',
    blocked: 'hindered',
    impact: 'me',
    answers: { materiel: 'portable', numero_inventaire: 'PC-18832', autonomie: 20 },
    steps: [
      { at: 'J-10 15:30', by: 'fatou.seck', act: 'take' },
      {
        at: 'J-9 09:00',
        by: 'fatou.seck',
        act: 'hold',
        reason: 'fournisseur',
        text: 'Bonjour Paul, j’ai testé votre batterie hier : elle ne garde plus que 14 % de sa charge. J’en ai commandé une neuve, le fournisseur annonce une dizaine de jours. Un chargeur de voiture est à votre disposition en A05 en attendant.',
      },
      {
        at: 'J-3 11:10',
        by: 'paul.martin',
        act: 'complete',
        text: 'Merci, le chargeur me dépanne bien. Avez-vous des nouvelles de la livraison ?',
      },
    ],
  },
  {
    key: 'paulCopier',
    at: 'J-34 10:10',
    requester: 'paul.martin',
    category: 'copieur',
    subject: 'Le copieur du premier étage n’envoie plus les numérisations',
    description:
      'Les documents numérisés sur le copieur du premier étage (n° 0417) n’arrivent plus par courriel. Les photocopies sortent normalement.',
    blocked: 'hindered',
    impact: 'unit',
    steps: [
      { at: 'J-34 14:00', by: 'hugo.petit', act: 'take' },
      {
        at: 'J-32 16:20',
        by: 'hugo.petit',
        act: 'resolve',
        text: 'Bonjour, l’adresse du serveur d’envoi avait changé. Je l’ai mise à jour sur le 0417 : trois essais reçus.',
      },
      { at: 'J-31 08:30', by: 'paul.martin', act: 'confirm' },
      {
        at: 'J-1 16:15',
        by: 'paul.martin',
        act: 'complete',
        opens: 'paulCopierAgain',
        text: 'Bonjour, le même copieur (n° 0417) n’envoie plus rien depuis hier, avec le même message « serveur injoignable ».',
      },
    ],
  },
  {
    key: 'paulNewcomer',
    at: 'J-2 08:40',
    requester: 'lison.duvernay',
    submittedBy: 'paul.martin',
    category: 'compte-et-mot-de-passe',
    subject: 'Accès de Lison Duvernay à la gestion des élèves',
    description:
      'Lison Duvernay a rejoint mon bureau lundi. Elle a bien son identifiant, mais l’application de gestion des élèves lui répond « profil absent ». Merci de lui donner le même profil que le mien.',
    blocked: 'yes',
    impact: 'me',
    answers: {
      besoin: 'ouvrir',
      personne_concernee: { person: 'lison.duvernay' },
      applications: ['eleves'],
      a_partir_du: { days: -1 },
    },
    steps: [
      { at: 'J-2 09:12', by: 'nadia.benali', act: 'take' },
      {
        at: 'J-2 09:20',
        by: 'nadia.benali',
        act: 'ask',
        text: 'Bonjour Paul, votre profil permet aussi de modifier les affectations. Est-ce bien ce qu’il faut à Lison, ou la consultation suffit-elle ?',
      },
      {
        at: 'J-1 13:45',
        by: 'paul.martin',
        act: 'complete',
        text: 'La consultation suffit jusqu’à sa formation, en janvier. Merci d’avoir posé la question.',
      },
    ],
  },
  {
    key: 'paulTravel',
    at: 'J-15 15:15',
    requester: 'paul.martin',
    category: 'gestion-du-personnel',
    subject: 'Ordre de mission refusé sans explication',
    description:
      'Mon ordre de mission pour la réunion de Montaubray est passé en « refusé » sans commentaire. Ma cheffe de service l’avait pourtant validé.',
    blocked: 'hindered',
    impact: 'me',
    steps: [
      {
        at: 'J-13 10:30',
        by: 'clemence.aubriot',
        act: 'ask',
        text: 'Bonjour, je ne retrouve pas cet ordre de mission à la date indiquée. Pouvez-vous me donner son numéro ? Il commence par OM et figure en haut à droite de la page.',
      },
    ],
  },
  {
    key: 'paulMailbox',
    at: 'J-27 11:40',
    requester: 'paul.martin',
    category: 'messagerie',
    subject: 'Boîte aux lettres pleine',
    description:
      'Je reçois chaque matin un message « quota dépassé » et mes correspondants me disent que leurs courriels reviennent.',
    blocked: 'hindered',
    impact: 'me',
    steps: [
      { at: 'J-27 14:25', by: 'titouan.rousselot', act: 'take' },
      {
        at: 'J-26 09:30',
        by: 'titouan.rousselot',
        act: 'resolve',
        text: 'Bonjour Paul, vos éléments envoyés occupaient 80 % de la boîte. J’ai doublé votre espace pour un mois, le temps de les ranger : la fiche « Ma boîte aux lettres est pleine » de la F.A.Q. explique comment, en cinq minutes.',
      },
    ],
  },
] as const satisfies readonly StorySeed[];
