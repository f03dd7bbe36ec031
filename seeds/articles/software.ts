import type { ArticleSeed } from '../articles-data.ts';

/** Sheets about accounts, mail, files and working at a distance. */
export const softwareArticles: readonly ArticleSeed[] = [
  {
    family: 'logicielle',
    slug: 'changer-ou-retrouver-son-mot-de-passe',
    title: 'Changer ou retrouver son mot de passe',
    categories: ['compte-et-mot-de-passe'],
    body: `Un seul mot de passe ouvre votre ordinateur, votre messagerie et presque toutes les applications. Il se change une fois par an ; un courriel vous prévient quinze jours avant.

## Vous le connaissez encore ?

Changez-le au bureau, câble réseau branché :
1. appuyez en même temps sur Ctrl, Alt et Suppr, puis choisissez « Modifier un mot de passe » ;
2. saisissez l’ancien, puis deux fois le nouveau ;
3. changez-le aussitôt sur votre téléphone et votre tablette : sinon, à force d’essayer l’ancien, ils bloqueront votre compte.

## Un bon mot de passe

Il se retient sans se noter. Douze caractères au moins ; quatre mots sans rapport entre eux (« tulipe guichet orage violon ») valent mieux qu’un mot court déguisé. N’employez jamais celui d’un site personnel.

## Vous l’avez oublié, ou votre compte est bloqué ?

Après cinq erreurs, attendez quinze minutes : le blocage se lève seul. S’il persiste, faites déposer une demande « [Compte et mot de passe](/natures/compte-et-mot-de-passe) » par un collègue, pour votre compte, ou appelez l’accueil. Nous vérifierons votre identité avant de vous donner un mot de passe provisoire : c’est une protection, pas une défiance.

Retenez enfin une règle simple : **personne, pas même nous, n’a besoin de votre mot de passe.** Celui qui vous le demande est un fraudeur.`,
  },
  {
    family: 'logicielle',
    slug: 'boite-aux-lettres-pleine',
    title: 'Ma boîte aux lettres est pleine',
    categories: ['messagerie'],
    body: `Le message « quota dépassé » apparaît quand votre boîte atteint 5 Go. Vous pouvez encore lire, mais plus envoyer, et vos correspondants reçoivent un avis de refus. Cinq minutes suffisent en général pour repartir.

## Commencez par ce qui pèse le plus

1. videz la corbeille et le dossier des indésirables : ils comptent dans les 5 Go ;
2. dans « Éléments envoyés », triez par taille et supprimez les gros envois dont vous avez le document ailleurs ;
3. faites de même dans la boîte de réception ;
4. videz de nouveau la corbeille, sinon rien n’est libéré.

Comptez quelques minutes avant que l’espace disponible se mette à jour.

## Pour que cela ne revienne pas

Déposez les documents lourds dans un dossier partagé et envoyez le lien : vos collègues ont toujours la dernière version, et personne ne stocke dix copies. Les courriels à conserver, par exemple pour un dossier, s’enregistrent au format PDF dans ce dossier.

Ne créez pas d’archive sur votre ordinateur : ce fichier n’est pas sauvegardé et disparaît avec le disque.

## Votre métier vous oblige à garder beaucoup de pièces jointes ?

Déposez une demande « [Messagerie](/natures/messagerie) » en l’expliquant : nous pouvons augmenter votre espace, ou vous aider à ranger. S’il s’agit d’une boîte partagée, donnez son adresse exacte.`,
  },
  {
    family: 'logicielle',
    slug: 'reconnaitre-un-courriel-frauduleux',
    title: 'Reconnaître un courriel frauduleux, et réagir',
    categories: ['securite-informatique', 'messagerie'],
    body: `Un courriel frauduleux (hameçonnage) cherche à vous faire cliquer, payer ou donner un mot de passe. Il imite de mieux en mieux une administration, un fournisseur, parfois un collègue.

## Les signes

Méfiez-vous quand plusieurs se rencontrent :

- on vous presse : « votre compte sera fermé ce soir » ;
- l’adresse de l’expéditeur ne correspond pas à son nom ;
- le lien, quand vous passez la souris dessus sans cliquer, mène à une adresse inconnue ;
- la pièce jointe est inattendue, surtout un fichier zip, html ou un document qui demande d’« activer le contenu » ;
- on vous demande de garder le secret ou de changer des coordonnées bancaires.

## En cas de doute

**Ne répondez pas, ne cliquez pas.** Joignez l’expéditeur par un moyen que vous connaissez déjà, pas par le numéro écrit dans le courriel. Puis signalez-le par une demande « [Sécurité informatique](/natures/securite-informatique) » : décrivez-le, ne le transférez pas à vos collègues.

## Vous avez déjà cliqué, ou donné votre mot de passe ?

Cela arrive à tout le monde, et chaque minute compte :
- changez votre mot de passe depuis un autre appareil ;
- ne supprimez rien et n’éteignez pas l’ordinateur, débranchez seulement le réseau ;
- déposez une demande « Sécurité informatique » en répondant « oui » à « Êtes-vous bloqué ? ».

Personne ne vous reprochera d’avoir signalé, même pour rien.`,
  },
  {
    family: 'logicielle',
    slug: 'travailler-a-distance',
    title: 'Travailler à distance : se connecter, et que faire si cela coupe',
    categories: ['acces-a-distance', 'reseau-et-wifi'],
    body: `Le réseau privé (VPN) relie votre ordinateur portable de service au réseau de l’académie. Il faut l’ouvrir pour les dossiers partagés et les applications de gestion ; la messagerie et la visioconférence s’en passent.

## Pour vous connecter

1. ouvrez d’abord votre Wi-Fi ou branchez le câble de votre box ;
2. cliquez sur l’icône en forme de bouclier, près de l’heure, puis sur « Se connecter » ;
3. saisissez votre identifiant, votre mot de passe, puis le code reçu sur votre téléphone.

## La connexion est refusée ?

Vérifiez que votre mot de passe n’a pas expiré : la messagerie sur le web vous le dira. Si vous venez de le changer, redémarrez l’ordinateur.

## La connexion se coupe ou reste lente ?

Faites ces essais, dans l’ordre :
1. rapprochez-vous de la box, ou mieux, branchez le câble ;
2. fermez les vidéos et les synchronisations personnelles du foyer ;
3. essayez avec le partage de connexion d’un téléphone : si tout va bien ainsi, le problème vient de votre accès à internet et votre opérateur pourra le régler.

## Cela continue ?

Déposez une demande « [Accès à distance](/natures/acces-a-distance) » en notant l’heure exacte de deux coupures et la connexion utilisée : nous les retrouverons dans nos journaux. N’utilisez pas d’ordinateur personnel pour contourner une panne, ni le Wi-Fi ouvert d’un lieu public sans le VPN.`,
  },
  {
    family: 'logicielle',
    slug: 'retrouver-un-fichier-efface',
    title: 'Retrouver un fichier effacé ou écrasé',
    categories: ['fichiers-partages', 'bureautique'],
    body: `Un fichier effacé se retrouve presque toujours, si l’on s’y prend vite. La première règle : **n’enregistrez plus rien au même endroit.**

## Cherchez d’abord vous-même

- a-t-il été déplacé ? Un dossier glissé par mégarde dans son voisin est le cas le plus fréquent : recherchez un mot de son nom depuis le dossier commun ;
- regardez dans la corbeille de votre ordinateur, puis dans celle de l’espace collaboratif ;
- dans le logiciel, ouvrez la liste des documents récents : elle dit où il se trouvait.

## Il était sur un dossier partagé ?

Cliquez avec le bouton droit sur le dossier, puis « Versions précédentes » : trois copies par jour sont gardées pendant deux semaines. Ouvrez-en une pour vérifier, puis copiez le fichier ailleurs, sous un autre nom, avant de remplacer quoi que ce soit. Cette méthode sert aussi pour un fichier écrasé.

## Il était seulement sur le bureau de votre ordinateur ?

Ce disque n’est pas sauvegardé. N’installez aucun logiciel de récupération, éteignez l’ordinateur et prévenez-nous.

## Vous ne trouvez pas ?

Déposez une demande « [Fichiers et dossiers partagés](/natures/fichiers-partages) » avec l’emplacement exact, le nom, même approximatif, la date de la dernière version correcte et l’heure à laquelle vous avez constaté la disparition. Au-delà de deux semaines, nous pouvons remonter jusqu’à un an, à raison d’une copie par mois.`,
  },
  {
    family: 'logicielle',
    slug: 'visioconference-son-et-image',
    title: 'Visioconférence : on ne m’entend pas, on ne me voit pas',
    categories: ['agenda-et-visioconference', 'salle-de-reunion', 'ecran-clavier-souris'],
    body: `Neuf fois sur dix, le matériel va bien : c’est le mauvais micro qui est choisi, ou le navigateur qui n’a pas le droit de s’en servir.

## On ne vous entend pas

- vérifiez que le micro n’est pas coupé dans la réunion, ni par le bouton de votre casque ;
- ouvrez les réglages de la réunion et choisissez votre micro par son nom, au lieu de « Par défaut » ;
- regardez la barre d’adresse : si l’icône de micro est barrée, cliquez dessus, autorisez, puis rechargez la page ;
- fermez les autres logiciels d’appel, un seul peut tenir le micro.

## Vous n’entendez rien ?

Choisissez de même votre haut-parleur. On ne vous voit pas ? Cherchez le cache devant l’objectif, puis répétez les mêmes étapes pour la caméra.

Un écho vient presque toujours d’un participant sans casque ou de deux appareils dans la même pièce : coupez les micros un par un pour le trouver.

## Le son hache ?

Arrêtez votre caméra, préférez le câble au Wi-Fi, et entrez dans la réunion par téléphone si elle le propose.

Avant une réunion importante, faites un essai dix minutes plus tôt, dans la même salle. S’il échoue, déposez une demande « [Agenda et visioconférence](/natures/agenda-et-visioconference) », ou « [Salle de réunion et vidéoprojection](/natures/salle-de-reunion) » pour l’équipement d’une salle, en donnant l’heure de la réunion : elle décide de l’ordre de nos interventions.`,
  },
  {
    family: 'logicielle',
    slug: 'accueillir-un-nouveau-collegue',
    title: 'Accueillir un nouveau collègue : quoi demander, et quand',
    categories: ['compte-et-mot-de-passe', 'logistique'],
    body: `Un nouveau collègue travaille dès le premier matin si les demandes partent trois semaines avant. Son identifiant, lui, se crée tout seul quand la division des ressources humaines enregistre l’arrivée : vérifiez d’abord avec elle que c’est fait.

## Trois semaines avant

Déposez une demande :

- « [Conseil](/natures/conseil) » s’il faut un ordinateur ou un téléphone que le service ne possède pas ;
- « [Logistique](/natures/logistique) » pour le bureau, le siège et les fournitures ;
- « [Maintenance du bâtiment](/natures/maintenance-du-batiment) » pour la clé ou le badge.

## Une semaine avant

Déposez une demande « [Compte et mot de passe](/natures/compte-et-mot-de-passe) » et précisez :

- le nom, le prénom et la date d’arrivée ;
- les applications nécessaires, en nommant un collègue qui fait le même travail ;
- les dossiers partagés et les boîtes partagées à ouvrir ;
- la date de fin, pour un remplacement ou un stage.

Nommer un modèle fait gagner du temps, mais ne copiez pas tous ses droits : demandez ce qui sert au travail, le reste s’ajoute plus tard en une minute.

## Le jour venu

La première connexion se fait au bureau, sur le câble. Le mot de passe provisoire est remis en main propre.

## Et quand une personne part ?

Prévenez-nous dès que la date est connue : ses accès se ferment ce jour-là, et vous choisissez qui reprend ses dossiers et lit sa boîte pendant un mois.`,
  },
];
