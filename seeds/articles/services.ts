import type { ArticleSeed } from '../articles-data.ts';

/** Sheets about equipment, building and logistics. */
export const serviceArticles: readonly ArticleSeed[] = [
  {
    family: 'informatique',
    slug: 'demander-un-materiel-ou-un-logiciel',
    title: 'Demander un matériel ou un logiciel',
    categories: ['conseil', 'bureautique'],
    body: `Dites-nous ce que vous voulez faire, plutôt que ce que vous voulez acheter : il existe souvent une solution déjà payée.

## Pour un logiciel

Regardez d’abord le catalogue installé sur votre ordinateur (« Logiciels de l’académie », dans le menu). Tout ce qui s’y trouve s’installe seul, sans nous. Un logiciel absent de la liste demande une vérification : licence, sécurité, données traitées, accessibilité. Comptez trois semaines. Les services en ligne gratuits sont concernés aussi, dès qu’on y dépose des documents de travail.

## Pour un matériel

- un ordinateur est remplacé tous les cinq ans, sans rien demander ;
- un écran, un casque, une souris adaptée sont fournis sur simple demande, selon le stock ;
- un équipement prescrit par le médecin du travail est prioritaire et n’est pas pris sur le budget du service ;
- le reste est examiné deux fois par an avec votre division.

## Votre demande

Déposez une demande « [Conseil](/natures/conseil) » en répondant à quatre questions :

- quel travail cela doit-il permettre ou accélérer ?
- combien de personnes sont concernées ?
- pour quelle date, et pourquoi celle-là ?
- votre service a-t-il un budget ?

Nous vous rappelons sous deux jours ouvrés pour préciser le besoin, puis nous proposons une ou deux solutions avec leur coût. **N’achetez rien avant** : un matériel acheté hors marché ne peut être ni raccordé, ni réparé.`,
  },
  {
    family: 'electricite-plomberie-menuiserie',
    slug: 'panne-dans-le-batiment',
    title: 'Eau, électricité, chauffage, serrure : signaler une panne du bâtiment',
    categories: ['maintenance-du-batiment'],
    body: `**En cas de danger** (fumée, odeur de gaz, étincelle, personne bloquée dans un ascenseur), éloignez-vous et appelez les secours, puis l’accueil du site. La demande vient après.

## Une fuite d’eau

- fermez le robinet d’arrêt s’il est accessible ;
- éloignez ce qui craint l’eau, et n’approchez pas d’une prise ou d’une armoire mouillée ;
- prévenez l’accueil, qui peut couper l’étage.

## Une panne de courant

Dans un seul bureau, elle vient souvent d’un appareil : débranchez le dernier branché. Ne réarmez jamais vous-même un disjoncteur. Les radiateurs d’appoint personnels sont interdits : ils sont la première cause de coupure.

## Le chauffage

Il suit un calendrier, de la mi-octobre à la mi-avril, pour 19 °C. Signalez une température inférieure à 18 °C en milieu de matinée, mesurée loin de la fenêtre.

## Votre demande

Dans votre demande « [Maintenance du bâtiment](/natures/maintenance-du-batiment) », indiquez :

- le site, l’étage, le bureau, et l’endroit précis (« plafond, à gauche de la porte ») ;
- depuis quand, et si cela s’aggrave ;
- ce qui est empêché : recevoir du public, fermer à clé, travailler ;
- quand la pièce est accessible, et qui a la clé.

Un bureau qui ne ferme plus et contient des dossiers confidentiels passe en priorité : écrivez-le.

## Meubles, cartons, déménagement ?

C’est « [Logistique](/natures/logistique) ». Une prise réseau muette ? C’est « [Réseau et Wi-Fi](/natures/reseau-et-wifi) ».`,
  },
  {
    family: 'amenagement-livraison',
    slug: 'demenager-un-bureau',
    title: 'Déménager ou réaménager un bureau',
    categories: ['logistique', 'telephone-fixe'],
    body: `Un déménagement réussi se prépare quatre semaines avant, pour une seule personne comme pour un service entier. Une demande « [Logistique](/natures/logistique) » suffit : l’équipe prévient elle-même l’informatique, la téléphonie et le bâtiment.

## Quatre semaines avant

Déposez la demande avec :

- les bureaux de départ et d’arrivée, et le nombre de personnes ;
- le mobilier à déplacer, à laisser, à évacuer ;
- la date souhaitée, et celles qui sont impossibles ;
- l’accord de votre division, que vous pouvez recopier dans la demande.

## Deux semaines avant

Nous vous livrons les cartons et les étiquettes. Triez avant d’emballer : les archives ont leur propre circuit, et les documents confidentiels se détruisent dans les bacs fermés, jamais à la poubelle.

## La veille

- étiquetez chaque carton et chaque meuble avec le numéro du bureau d’arrivée ;
- videz les armoires et les caissons, ils ne voyagent jamais pleins ;
- éteignez l’ordinateur sans le débrancher, un technicien s’en charge ;
- emportez vous-même vos effets personnels et ce qui est fragile.

Votre numéro de téléphone vous suit. Pensez à corriger votre bureau dans « Mes coordonnées » : c’est cette adresse que liront les équipes.

Pour un seul meuble, un siège ou une fourniture, une demande « Logistique » sans formalité suffit ; comptez une semaine. Un siège prescrit par le médecin du travail n’exige aucun accord : dites seulement qu’il y a une prescription, sans en donner le motif.`,
  },
];
