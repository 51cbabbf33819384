"""Teams: the list, forming one, who leads it, who comes and goes."""

from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _

from council.admin.access import chosen_place, places_for, row_for
from council.admin.saving import Sheet, saved, shown
from council.admin.views import bp
from council.admin.views.units import choices, chosen
from council.base.errors import Conflict, Invalid
from council.organisation.models import PlaceKind
from council.organisation.permissions import PlaceAct
from council.permits.current import signed_in
from council.residents.models import Person
from council.residents.queries import find_people
from council.residents.team_forms import JoinForm, TeamForm, TeamNameForm
from council.residents.team_operations import dissolve_team, form_team, join_team, leave_team, rename_team
from council.residents.teams import Role, Team, TeamKind, TeamMember, teams_of
from council.web.answers import Answer, see_other

WHERE = (PlaceKind.COMMUNITY, PlaceKind.ESTATE, PlaceKind.GRID)


@bp.get("/admin/teams")
def teams() -> str:
    """The teams of a place, and the grids that lack one."""
    actor = signed_in()
    here = chosen_place(actor, request.args.get("place", ""), to=PlaceAct.MANAGE_TEAMS)
    found = teams_of([here.path])
    grids = [
        place for place in places_for(actor, PlaceAct.MANAGE_TEAMS, PlaceKind.GRID) if place.path.startswith(here.path)
    ]
    has = {(team.place_id, team.kind) for team in found}
    lacking = [
        (grid, [kind for kind in (TeamKind.VANGUARD, TeamKind.GRID) if (grid.id, kind) not in has]) for grid in grids
    ]
    return render_template(
        "admin/teams.html", spot=here, teams=found, lacking=[(grid, kinds) for grid, kinds in lacking if kinds]
    )


@bp.route("/admin/teams/new", methods=["GET", "POST"])
def new_team() -> Answer:
    """Form a team."""
    actor = signed_in()
    places = places_for(actor, PlaceAct.MANAGE_TEAMS, *WHERE)
    form = TeamForm(data={"place": request.args.get("place", ""), "kind": request.args.get("kind", "vanguard")})
    form.place.choices = choices(places)
    sheet = Sheet(_("A new team"), url_for("admin.teams"), _("Teams"), _("Form it"), icon="plus")
    if request.method == "GET":
        return shown(form, sheet)
    made: list[Team] = []
    return saved(
        form,
        sheet,
        lambda: made.append(
            form_team(
                place=chosen(form.place.data, places),
                kind=TeamKind(form.kind.data),
                name=form.name.data or "",
                actor_id=actor.person_id,
                key=form.key,
            )
        ),
        lambda: see_other("admin.team", team_id=made[0].id, message=_("Formed. Now add its people.")),
    )


@bp.get("/admin/teams/<int:team_id>")
def team(team_id: int) -> Answer:
    """A team: who leads it, who is in it, who was."""
    return _page(row_for(signed_in(), Team, team_id, to=PlaceAct.MANAGE_TEAMS), JoinForm())


@bp.route("/admin/teams/<int:team_id>/edit", methods=["GET", "POST"])
def edit_team(team_id: int) -> Answer:
    """Another name."""
    actor = signed_in()
    here = row_for(actor, Team, team_id, to=PlaceAct.MANAGE_TEAMS)
    form = TeamNameForm(obj=here)
    back = url_for("admin.team", team_id=here.id)
    sheet = Sheet(_("Edit %(name)s", name=here.name), back, here.name, _("Save"))
    if request.method == "GET":
        return shown(form, sheet)
    return saved(
        form,
        sheet,
        lambda: rename_team(
            team=here, name=form.name.data or "", revision=form.seen_revision, actor_id=actor.person_id
        ),
        lambda: see_other("admin.team", team_id=here.id, message=_("Saved.")),
    )


@bp.post("/admin/teams/<int:team_id>/members")
def join(team_id: int) -> Answer:
    """Take somebody into it, or let them lead it."""
    actor = signed_in()
    here = row_for(actor, Team, team_id, to=PlaceAct.MANAGE_TEAMS)
    form = JoinForm()
    if not form.validate_on_submit():
        return _page(here, form, status=422)
    try:
        person = _the_person(form.person.data or "", here)
        join_team(team=here, person=person, role=Role(form.role.data), actor_id=actor.person_id)
    except Invalid as problem:
        form.refuse(problem)
        return _page(here, form, status=422)
    except Conflict as problem:
        form.form_errors.append(str(problem.message))
        return _page(here, form, status=409)
    return see_other("admin.team", team_id=here.id, message=_("%(name)s is in the team.", name=person.name))


@bp.post("/admin/team-members/<int:member_id>/lead")
def lead(member_id: int) -> Answer:
    """Let a member lead the team; the leader before stays as a member."""
    actor = signed_in()
    member = row_for(actor, TeamMember, member_id, to=PlaceAct.MANAGE_TEAMS)
    join_team(team=member.team, person=member.person, role=Role.LEADER, actor_id=actor.person_id)
    message = _("%(name)s leads the team.", name=member.person.name)
    return see_other("admin.team", team_id=member.team_id, message=message)


@bp.post("/admin/team-members/<int:member_id>/end")
def leave(member_id: int) -> Answer:
    """End somebody's term."""
    actor = signed_in()
    member = row_for(actor, TeamMember, member_id, to=PlaceAct.MANAGE_TEAMS)
    leave_team(member=member, actor_id=actor.person_id)
    message = _("%(name)s has left the team.", name=member.person.name)
    return see_other("admin.team", team_id=member.team_id, message=message)


@bp.post("/admin/teams/<int:team_id>/end")
def end_team(team_id: int) -> Answer:
    """End the team."""
    actor = signed_in()
    here = row_for(actor, Team, team_id, to=PlaceAct.MANAGE_TEAMS)
    dissolve_team(team=here, actor_id=actor.person_id)
    return see_other("admin.teams", message=_("The team %(name)s was ended.", name=here.name))


def _the_person(text: str, team: Team) -> Person:
    """Whom `text` means, among the people of the team's street.

    Raises:
        Invalid: nobody, or several.
    """
    street = "/".join(team.place.path.split("/")[:2]) + "/"
    found = [each for each in find_people(text) if each.is_current and each.scope_path.startswith(street)]
    if not found:
        raise Invalid(_("Nobody of this name is on the roster."), field="person")
    if len(found) > 1:
        raise Invalid(_("Several people have this name. Add the door, such as Zhou Min 302."), field="person")
    return found[0]


def _page(here: Team, form: JoinForm, *, status: int = 200) -> Answer:
    return make_response(render_template("admin/team.html", team=here, form=form), status)
