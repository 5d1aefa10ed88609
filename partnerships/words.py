"""What the portal's words for partnerships mean: shown beside kind, status and documentation wherever they are explained."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnerships.enums import Confidence, PartnershipKind, PartnershipStatus

KIND_MEANS: dict[str, Promise | str] = {
    PartnershipKind.TWINNING: _("Formal partnership by treaty, without a time limit."),
    PartnershipKind.FRIENDSHIP: _("Agreement for a limited time or with limited aims."),
    PartnershipKind.CONTACT: _("Informal contact without a formal partnership."),
    PartnershipKind.PROJECT: _("Partnership on one topic and for a limited time."),
    PartnershipKind.SOLIDARITY: _("Driven by present needs, without the form of a twinning."),
    PartnershipKind.DISTRICT: _("Partnership of districts, raions or city districts."),
    PartnershipKind.REGION: _("Partnership of a Land and an oblast; municipal partnerships stand below it."),
    PartnershipKind.OPERATOR: _("Utility to utility: water, waste, energy, transport, housing."),
    PartnershipKind.INSTITUTION: _("Between institutions such as clinics or schools."),
}
STATUS_MEANS: dict[str, Promise | str] = {
    PartnershipStatus.INITIATION: _("Being prepared by the partners; not in the register yet."),
    PartnershipStatus.PLANNED: _("Announced or decided; a conclusion is not documented."),
    PartnershipStatus.ACTIVE: _("Nothing in the sources speaks against it."),
    PartnershipStatus.DORMANT: _("Still in force, but at rest, for example because the town is occupied."),
    PartnershipStatus.ENDED: _("Finished as agreed."),
    PartnershipStatus.FAILED: _("Decided or announced, but never concluded."),
}
CONFIDENCE_MEANS: dict[str, Promise | str] = {
    Confidence.DOCUMENTED: _("Stated by the partners' own pages, minutes or press reports."),
    Confidence.WEAK: _("Only one source, or one that is unclear on an important point."),
    Confidence.DATASET: _("Taken from a public data set; not yet confirmed elsewhere."),
    Confidence.OWN: _("Entered or confirmed by the partners themselves."),
}
