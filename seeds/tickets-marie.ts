import type { StorySeed } from './story.ts';

/** Marie’s tickets: three waiting, two in progress, one to complete, one resolved, one closed, one cancelled. */
export const marieStories = [
  {
    key: 'marieScreen',
    at: '35 min',
    requester: 'marie.dupont',
    category: 'ecran-clavier-souris',
    subject: 'Mon écran de droite reste noir',
    description:
      'Bonjour,\n\nDepuis ce matin mon écran de droite reste noir. Le voyant est orange. J’ai débranché et rebranché le câble, et essayé l’autre prise : rien ne change. L’écran de gauche fonctionne.\n\nJe prépare les convocations du baccalauréat sur deux écrans, cela me ralentit beaucoup.',
    blocked: 'hindered',
    impact: 'me',
  },
  {
    key: 'marieSharedMailbox',
    at: 'J-1 10:12',
    requester: 'marie.dupont',
    category: 'messagerie',
    subject: 'Ouvrir la boîte « examens-inscriptions » à deux collègues',
    description:
      'Bonjour,\n\nPourriez-vous donner accès à la boîte partagée « examens-inscriptions » à Agathe Vernet et à Quentin Lamballe ? Ils me remplacent pendant la campagne d’inscription.\n\nIls doivent pouvoir lire et répondre au nom de la boîte.',
    blocked: 'no',
    impact: 'unit',
    steps: [{ at: 'J-1 11:05', by: 'berenice.cordier', act: 'assign', to: 'karim.leroy' }],
  },
  {
    key: 'marieNetworkPlug',
    at: 'J-4 14:20',
    requester: 'marie.dupont',
    category: 'reseau-et-wifi',
    subject: 'Prise réseau muette dans le bureau 214',
    description:
      'La prise réseau près de la fenêtre (étiquette 2-214-B) ne donne plus rien : le voyant de mon ordinateur reste éteint. En attendant je travaille sur le Wi-Fi, mais l’application des examens s’y déconnecte souvent.',
    blocked: 'hindered',
    impact: 'me',
    steps: [
      { at: 'J-4 15:02', by: 'nadia.benali', act: 'take' },
      {
        at: 'J-3 09:40',
        by: 'nadia.benali',
        act: 'note',
        text: 'Port 2/0/17 du commutateur R2-B en erreur, pas le câble du bureau. Remplacement de la carte prévu avec Titouan.',
        files: [{ name: 'journal-port-2-0-17.txt' }],
      },
      {
        at: 'J-3 09:52',
        by: 'nadia.benali',
        act: 'hold',
        reason: 'planifiee',
        untilWorkingDays: 6,
        text: 'Bonjour Marie, la panne vient du local technique de votre étage. Nous remplacerons la pièce à la date indiquée, entre 8 h et 9 h : le réseau du deuxième étage sera coupé dix minutes. Vous n’avez rien à faire.',
      },
    ],
  },
  {
    key: 'marieSharedFolder',
    at: 'J-2 08:55',
    requester: 'marie.dupont',
    participants: ['agathe.vernet'],
    category: 'fichiers-partages',
    subject: 'Dossier « Sujets d’examen » refusé depuis hier',
    description:
      'Bonjour,\n\nQuand j’ouvre « Sujets d’examen » sur le lecteur commun, le message « Accès refusé » s’affiche. Agathe a le même message. Les autres dossiers s’ouvrent normalement.\n\nNous devons déposer les sujets relus avant la fin du mois.',
    blocked: 'yes',
    impact: 'unit',
    answers: { dossier: 'Commun > Sujets d’examen', que_faire: 'acces' },
    files: [{ name: 'accès-refusé.png' }],
    steps: [
      { at: 'J-2 09:10', by: 'nadia.benali', act: 'take' },
      {
        at: 'J-2 09:31',
        by: 'nadia.benali',
        act: 'reply',
        text: 'Bonjour Marie,\n\nLe dossier a changé de groupe lors du déménagement des droits d’hier soir. Je demande à votre cheffe de division de me confirmer la liste des personnes autorisées, puis je rétablis l’accès.',
      },
      {
        at: 'J-2 16:45',
        by: 'agathe.vernet',
        act: 'complete',
        text: 'Bonjour, pour information la liste validée a été envoyée hier soir par le secrétariat. Il manque aussi Philippine Roche-Vial, à Lerzanne.',
        files: [{ name: 'liste-validée.txt' }],
      },
      {
        at: 'J-1 09:20',
        by: 'nadia.benali',
        act: 'reply',
        text: 'Merci Agathe, j’ai bien la liste. Les droits sont recalculés cette nuit : vous devriez retrouver le dossier demain matin. Je vérifie avec vous avant de conclure.',
      },
    ],
  },
  {
    key: 'marieChair',
    at: 'J-6 11:30',
    requester: 'marie.dupont',
    category: 'logistique',
    subject: 'Siège ergonomique sur avis du médecin du travail',
    description:
      'Bonjour,\n\nÀ la suite de ma visite médicale, le médecin du travail recommande un siège avec soutien lombaire réglable. J’ai l’avis écrit, je peux vous le remettre en main propre.\n\nBureau 214, siège. Je suis présente tous les jours sauf le mercredi.',
    answers: { prestations: ['mobilier'], quantite: 1 },
    steps: [
      { at: 'J-6 14:10', by: 'hugo.petit', act: 'take' },
      {
        at: 'J-6 14:18',
        by: 'hugo.petit',
        act: 'reply',
        text: 'Bonjour Marie,\n\nInutile de me remettre l’avis, il reste confidentiel : la référence du siège suffit, le service de santé me l’a transmise. Nous en avons un en stock aux Tanneurs. Je vous propose de l’essayer avant la livraison.',
      },
      {
        at: 'J-5 09:05',
        by: 'marie.dupont',
        act: 'complete',
        text: 'Merci beaucoup ! Je peux passer aux Tanneurs mardi ou jeudi après 16 h.',
      },
    ],
  },
  {
    key: 'marieDashboard',
    at: 'J-5 10:40',
    requester: 'marie.dupont',
    category: 'pilotage',
    subject: 'Suivi des inscriptions par établissement',
    description:
      'Bonjour,\n\nPour piloter la campagne d’inscription, nous aurions besoin chaque lundi du nombre de candidats inscrits par établissement et par examen, comparé à l’an dernier à la même date.\n\nUn fichier de tableur nous suffit.',
    steps: [
      { at: 'J-4 09:15', by: 'lucie.moreau', act: 'take' },
      {
        at: 'J-2 11:22',
        by: 'lucie.moreau',
        act: 'ask',
        text: 'Bonjour Marie,\n\nLes données existent, nous pouvons vous livrer un premier fichier en une semaine. Il me manque trois précisions pour ne pas nous tromper.',
        items: [
          'les examens concernés (tous, ou seulement les généraux et technologiques ?)',
          'qui recevra le fichier, et s’il peut contenir le nom des établissements privés',
          'la date du premier envoi souhaité',
        ],
      },
    ],
  },
  {
    key: 'marieVpn',
    at: 'J-7 08:35',
    requester: 'marie.dupont',
    category: 'acces-a-distance',
    subject: 'Le VPN se coupe toutes les dix minutes en télétravail',
    description:
      'Depuis la semaine dernière, quand je travaille de chez moi, la connexion au réseau privé se coupe toutes les dix minutes environ. Je dois alors tout rouvrir. Au bureau il n’y a aucun problème.',
    blocked: 'hindered',
    impact: 'me',
    answers: { connexion: 'wifi', au_bureau: true, rappel: '05 36 49 12 04' },
    steps: [
      { at: 'J-7 10:02', by: 'karim.leroy', act: 'take' },
      {
        at: 'J-7 10:15',
        by: 'karim.leroy',
        act: 'ask',
        text: 'Bonjour Marie, pour comparer avec nos journaux, pouvez-vous relever l’heure exacte de deux coupures ?',
        items: [
          'l’heure de deux coupures',
          'la connexion utilisée chez vous (câble, Wi-Fi, téléphone)',
        ],
      },
      {
        at: 'J-6 17:20',
        by: 'marie.dupont',
        act: 'complete',
        text: 'Bonjour, coupures aujourd’hui à 9 h 12 et à 14 h 47. Je suis en Wi-Fi, à deux mètres de la box.',
      },
      {
        at: 'J-2 15:30',
        by: 'karim.leroy',
        act: 'resolve',
        text: 'Bonjour Marie,\n\nMerci pour les heures précises : elles correspondent au renouvellement d’un certificat sur l’un de nos deux serveurs. Il a été remplacé hier soir et je n’observe plus aucune coupure.\n\nRedémarrez votre ordinateur une fois. Si cela revient, dites simplement que ce n’est pas résolu : la demande se rouvrira avec tout son historique.',
      },
    ],
  },
  {
    key: 'mariePrinter',
    at: 'J-16 09:25',
    requester: 'marie.dupont',
    category: 'imprimante',
    subject: 'Traits noirs sur toutes les pages imprimées',
    description:
      'L’imprimante du bureau 214 laisse deux traits noirs verticaux sur chaque page. J’ai lancé le nettoyage deux fois depuis le menu, sans effet.',
    blocked: 'hindered',
    impact: 'unit',
    steps: [
      { at: 'J-16 11:00', by: 'remi.bonnaud', act: 'take' },
      {
        at: 'J-15 14:30',
        by: 'remi.bonnaud',
        act: 'resolve',
        text: 'Bonjour, le tambour était rayé : je l’ai remplacé ce matin et j’ai imprimé dix pages de test avec votre collègue. Une cartouche d’avance est dans l’armoire.',
      },
      { at: 'J-14 08:50', by: 'marie.dupont', act: 'confirm' },
    ],
  },
  {
    key: 'marieRoom',
    at: 'J-9 16:05',
    requester: 'marie.dupont',
    category: 'salle-de-reunion',
    subject: 'Vidéoprojecteur pour la réunion du jury, salle Jaurès',
    description:
      'Le vidéoprojecteur de la salle Jaurès affiche tout en rose. Nous y avons une réunion de jury en début de semaine prochaine.',
    blocked: 'hindered',
    impact: 'unit',
    answers: {
      salle: { site: 'SIEGE', room: 'salle Jaurès' },
      equipements: ['videoprojecteur'],
      prochaine_reunion: { days: 5 },
    },
    steps: [{ at: 'J-8 09:10', by: 'marie.dupont', act: 'cancel' }],
  },
] as const satisfies readonly StorySeed[];
