import type { StorySeed } from './story.ts';

/** Tickets of the computing teams, as other people filed them. */
export const technicalStories = [
  {
    key: 'phishing',
    at: 'J-12 08:20',
    requester: 'josephine.maillard',
    category: 'securite-informatique',
    subject: 'J’ai donné mon mot de passe sur un faux site',
    description:
      'J’ai cliqué ce matin dans un courriel qui disait que ma boîte allait être fermée, et j’ai entré mon mot de passe. Je crois que c’était une arnaque. Que dois-je faire ?',
    blocked: 'no',
    impact: 'unit',
    steps: [
      { at: 'J-12 08:26', by: 'berenice.cordier', act: 'take' },
      { at: 'J-12 08:27', by: 'berenice.cordier', act: 'setPriority', priority: 'urgent' },
      {
        at: 'J-12 08:31',
        by: 'berenice.cordier',
        act: 'reply',
        text: 'Bonjour Joséphine, vous avez bien fait de nous prévenir aussitôt. Votre compte est bloqué, par précaution : je vous appelle dans les cinq minutes sur votre poste pour choisir un nouveau mot de passe. Ne supprimez pas le courriel.',
      },
      {
        at: 'J-12 09:15',
        by: 'berenice.cordier',
        act: 'note',
        text: 'Aucune connexion étrangère avant le blocage. Adresse du faux site filtrée sur la passerelle ; 41 destinataires du même courriel, message retiré de leurs boîtes.',
      },
      {
        at: 'J-12 09:40',
        by: 'berenice.cordier',
        act: 'resolve',
        text: 'Votre compte est rétabli avec le nouveau mot de passe, et personne ne s’en est servi entre-temps. Le faux site est désormais bloqué pour tout le monde : votre signalement a protégé quarante collègues. Merci.',
      },
      { at: 'J-12 10:05', by: 'josephine.maillard', act: 'confirm' },
    ],
  },
  {
    key: 'quota',
    at: 'J-2 08:40',
    requester: 'ibrahim.diarra',
    category: 'fichiers-partages',
    subject: 'Espace plein sur le lecteur de la division',
    description:
      'Plus personne ne peut enregistrer sur le lecteur de la division : « espace insuffisant ». Nous sommes en pleine préparation de la carte scolaire.',
    blocked: 'yes',
    impact: 'unit',
    answers: { dossier: 'Lecteur de la division', que_faire: 'place' },
    steps: [
      { at: 'J-2 08:58', by: 'karim.leroy', act: 'take' },
      {
        at: 'J-2 09:20',
        by: 'karim.leroy',
        act: 'reply',
        text: 'Bonjour, j’ai ajouté 50 Go : vous pouvez de nouveau enregistrer. Je regarde ce qui a grossi si vite avant de conclure.',
      },
      { at: 'J-2 09:24', by: 'karim.leroy', act: 'setPriority', priority: 'normal' },
      {
        at: 'J-2 17:30',
        by: 'karim.leroy',
        act: 'note',
        text: 'Deux copies complètes de l’ancien lecteur dans « Sauvegarde_Kevin » (310 Go). À voir avec l’intéressé avant toute suppression. Je suis absent demain.',
      },
      { at: 'J-1 08:45', by: 'nadia.benali', act: 'takeOver' },
    ],
  },
  {
    key: 'trainingProjector',
    at: 'J-1 08:50',
    requester: 'thais.boisseau',
    category: 'salle-de-reunion',
    subject: 'Le vidéoprojecteur de la salle F2 s’éteint au bout d’une heure',
    description:
      'Le vidéoprojecteur de la salle de formation F2 s’éteint au bout d’une heure environ et refuse de se rallumer avant dix minutes. Nous avons trois jours de formation la semaine prochaine.',
    blocked: 'hindered',
    impact: 'unit',
    answers: {
      salle: { site: 'MONTAUBRAY', room: 'F2' },
      equipements: ['videoprojecteur'],
      prochaine_reunion: { days: 6 },
    },
    steps: [
      { at: 'J-1 09:35', by: 'maelys.fauvel', act: 'take' },
      {
        at: 'J-1 11:45',
        by: 'maelys.fauvel',
        act: 'reply',
        text: 'Bonjour Thaïs, c’est une surchauffe : le filtre est saturé. Je le nettoie ce soir après votre dernier cours, et je laisse un appareil de prêt dans la salle par sécurité.',
      },
    ],
  },
  {
    key: 'doubleAuthentication',
    at: 'J-2 10:25',
    requester: 'wassim.haddad',
    category: 'compte-et-mot-de-passe',
    subject: 'Code de double authentification jamais reçu',
    description:
      'J’ai changé de téléphone et je ne reçois plus le code demandé à la connexion. Mon ancien téléphone est déjà rendu.',
    blocked: 'hindered',
    impact: 'me',
    answers: { besoin: 'connexion', message_affiche: 'Saisissez le code envoyé au 06…' },
    files: [{ name: 'demande-de-code.png', field: 'capture' }],
    steps: [
      { at: 'J-2 11:10', by: 'titouan.rousselot', act: 'take' },
      {
        at: 'J-2 11:15',
        by: 'titouan.rousselot',
        act: 'note',
        text: 'Identité à vérifier par visio avant de rattacher le nouvel appareil ; je n’ai pas pu le joindre et je pars en formation. Je libère.',
      },
      { at: 'J-2 17:40', by: 'titouan.rousselot', act: 'release' },
    ],
  },
  {
    key: 'visioReopened',
    at: 'J-19 13:50',
    requester: 'quentin.lamballe',
    category: 'agenda-et-visioconference',
    subject: 'Mes correspondants ne m’entendent pas en visioconférence',
    description:
      'Dans toutes les réunions à distance, on me voit mais on ne m’entend pas. Le micro fonctionne pourtant dans l’enregistreur de Windows.',
    blocked: 'hindered',
    impact: 'me',
    steps: [
      { at: 'J-19 15:10', by: 'karim.leroy', act: 'take' },
      {
        at: 'J-18 10:00',
        by: 'karim.leroy',
        act: 'resolve',
        text: 'Bonjour, le navigateur avait gardé un refus d’accès au micro. Je l’ai levé à distance avec vous, l’essai est bon.',
      },
      { at: 'J-18 10:20', by: 'quentin.lamballe', act: 'confirm' },
      {
        at: 'J-1 14:30',
        by: 'quentin.lamballe',
        act: 'reopen',
        text: 'Bonjour, après la mise à jour de cette nuit le problème est revenu à l’identique.',
      },
    ],
  },
  {
    key: 'printerOrlande',
    at: '3 min',
    requester: 'noemie.escoffier',
    category: 'imprimante',
    subject: 'Bourrage papier sans papier',
    description:
      'L’imprimante du bureau 21 annonce un bourrage, mais je ne vois aucune feuille coincée, ni devant, ni derrière, ni dans le bac. Je l’ai éteinte et rallumée.',
    blocked: 'hindered',
    impact: 'unit',
  },
  {
    key: 'slowComputer',
    at: 'J-2 09:05',
    requester: 'camille.thevenot',
    category: 'poste-de-travail',
    subject: 'Ordinateur très lent au démarrage',
    description:
      'Mon ordinateur met plus de quinze minutes à être utilisable le matin. Une fois lancé, il reste lent dès que j’ouvre deux logiciels.',
    blocked: 'hindered',
    impact: 'me',
    answers: { materiel: 'fixe', numero_inventaire: 'PC-20417' },
    steps: [
      { at: 'J-2 10:30', by: 'gaelle.lestrade', act: 'take' },
      {
        at: 'J-1 10:15',
        by: 'gaelle.lestrade',
        act: 'reply',
        text: 'Bonjour Camille, le disque de votre poste est en fin de vie. Rien n’est perdu. Je vous prépare un poste de remplacement avec vos logiciels, et je copie vos documents : pouvez-vous vous en passer une heure, demain en début d’après-midi ?',
      },
    ],
  },
  {
    key: 'copierHeadquarters',
    at: 'J-3 10:50',
    requester: 'baptiste.orsini',
    category: 'copieur',
    subject: 'Le copieur du premier étage refuse mon code',
    description:
      'Depuis mon changement de bureau, mon code est refusé sur le copieur 0102. Celui du deuxième étage l’accepte encore.',
    blocked: 'no',
    impact: 'me',
    steps: [
      {
        at: 'J-1 15:40',
        by: 'remi.bonnaud',
        act: 'resolve',
        text: 'Bonjour Baptiste, votre code était rattaché à l’ancien étage. Il est valable sur les deux copieurs dès maintenant.',
      },
    ],
  },
  {
    key: 'lostPhone',
    at: 'J-17 08:05',
    requester: 'kevin.sorel',
    category: 'materiel-perdu-ou-vole',
    subject: 'Téléphone de service oublié dans le train',
    description:
      'J’ai oublié mon téléphone de service hier soir dans le train de 18 h 42 vers Pontérac. Il est verrouillé par un code.',
    blocked: 'hindered',
    impact: 'me',
    answers: {
      materiel: 'telephone',
      constate_le: { days: -1 },
      vole: false,
      donnees: 'Courriels et agenda du service. Aucun mot de passe enregistré.',
    },
    steps: [
      { at: 'J-17 08:15', by: 'gaelle.lestrade', act: 'take' },
      {
        at: 'J-17 08:22',
        by: 'gaelle.lestrade',
        act: 'reply',
        text: 'Bonjour Kévin, la ligne est suspendue et les données de l’appareil sont effacées à distance. Pensez aussi à le signaler aux objets trouvés de la gare ; inutile de porter plainte pour un oubli.',
      },
      {
        at: 'J-15 16:00',
        by: 'gaelle.lestrade',
        act: 'resolve',
        text: 'Un téléphone de remplacement vous attend en 012, avec votre numéro. Apportez votre carte professionnelle.',
      },
    ],
  },
  {
    key: 'phoneCall',
    at: 'J-2 14:15',
    requester: 'octave.bellanger',
    submittedBy: 'elodie.sauvageot',
    channel: 'phone',
    category: 'bureautique',
    subject: 'Publipostage : les adresses sortent décalées d’une ligne',
    description:
      'M. Bellanger a appelé l’accueil : le courrier aux familles, préparé par publipostage, imprime l’adresse d’une famille avec le nom de la suivante. 240 lettres doivent partir demain.',
    blocked: 'yes',
    impact: 'me',
    steps: [
      { at: 'J-2 14:40', by: 'joris.delmas', act: 'take' },
      {
        at: 'J-2 15:25',
        by: 'joris.delmas',
        act: 'resolve',
        text: 'Une ligne vide dans le tableau décalait toutes les suivantes. Je l’ai supprimée devant M. Bellanger et vérifié les dix premières lettres avec lui.',
      },
    ],
  },
  {
    key: 'cabinetTablet',
    at: 'J-1 17:05',
    requester: 'faustine.gallois',
    category: 'telephone-mobile',
    subject: 'La tablette ne reçoit plus l’agenda du directeur',
    description:
      'L’agenda du directeur de cabinet ne se met plus à jour sur sa tablette depuis midi. Les courriels arrivent.',
    blocked: 'hindered',
    impact: 'me',
    steps: [{ at: 'J-1 17:20', by: 'lucie.moreau', act: 'take' }],
  },
  {
    key: 'purchaseOrder',
    at: 'J-1 11:20',
    requester: 'baptiste.orsini',
    category: 'application-financiere',
    subject: 'Bon de commande bloqué à l’étape « visa »',
    description:
      'Le bon de commande 26-04417 reste à l’étape « visa » alors que le visa est donné depuis trois jours. Le fournisseur attend pour livrer.',
    blocked: 'yes',
    impact: 'me',
  },
  {
    key: 'leaveBalance',
    at: 'J-3 09:25',
    requester: 'delphine.rambaud',
    category: 'gestion-du-personnel',
    subject: 'Solde de congés négatif pour trois collègues',
    description:
      'Le solde de congés de trois agents de mon bureau est devenu négatif après la reprise des temps partiels.',
    blocked: 'hindered',
    impact: 'unit',
    steps: [
      {
        at: 'J-1 09:50',
        by: 'ismael.toumi',
        act: 'ask',
        text: 'Bonjour Delphine, pour chacun des trois il me faut de quoi retrouver le calcul. N’écrivez pas leur nom ici : le matricule suffit.',
        items: ['le matricule', 'la date d’effet du temps partiel', 'le solde attendu'],
      },
    ],
  },
  {
    key: 'onlineForm',
    at: 'J-11 10:00',
    requester: 'heloise.prigent',
    category: 'developpement',
    subject: 'Formulaire d’inscription à la journée des métiers',
    description:
      'Nous organisons en mars la journée des métiers. Il nous faudrait un formulaire d’inscription en ligne avec un nombre de places par atelier, et la liste des inscrits par établissement.',
    answers: {
      attendu:
        'Les élèves s’inscrivent à deux ateliers au plus, dans la limite des places.\nChaque établissement reçoit la liste de ses inscrits.',
      utilisateurs: 1200,
      pour_le: { days: 90 },
    },
    files: [{ name: 'ateliers-et-places.csv', field: 'documents' }],
    steps: [
      { at: 'J-10 09:30', by: 'ismael.toumi', act: 'take' },
      {
        at: 'J-8 16:10',
        by: 'ismael.toumi',
        act: 'hold',
        reason: 'autre',
        text: 'Bonjour Héloïse, la maquette est prête. Nous attendons l’avis de la déléguée à la protection des données sur les informations demandées aux élèves avant de vous la montrer.',
      },
    ],
  },
] as const satisfies readonly StorySeed[];
