//! What lists and columns are called.

use crate::t;
use abhyas_core::Language;
use abhyas_services::masters::Kind;

/// The title of a list.
pub(super) fn title(lang: Language, kind: Kind) -> &'static str {
    match kind {
        Kind::Districts => t::masters_districts(lang),
        Kind::Blocks => t::masters_blocks(lang),
        Kind::Distances => t::masters_distances(lang),
        Kind::Facilities => t::masters_facilities(lang),
        Kind::Modules => t::masters_modules(lang),
        Kind::Roles => t::masters_roles(lang),
        Kind::Designations => t::masters_designations(lang),
        Kind::Venues => t::masters_venues(lang),
        Kind::Rooms => t::masters_rooms(lang),
        Kind::RoomClosed => t::masters_room_closed(lang),
        Kind::Trainers => t::masters_trainers(lang),
        Kind::TrainerAway => t::masters_trainer_away(lang),
        Kind::Calendar => t::masters_calendar(lang),
        Kind::DistrictHolidays => t::masters_district_holidays(lang),
    }
}

/// What a list is for, in a sentence.
pub(super) fn about(lang: Language, kind: Kind) -> &'static str {
    match kind {
        Kind::Districts => t::masters_about_districts(lang),
        Kind::Blocks => t::masters_about_blocks(lang),
        Kind::Distances => t::masters_about_distances(lang),
        Kind::Facilities => t::masters_about_facilities(lang),
        Kind::Modules => t::masters_about_modules(lang),
        Kind::Roles => t::masters_about_roles(lang),
        Kind::Designations => t::masters_about_designations(lang),
        Kind::Venues => t::masters_about_venues(lang),
        Kind::Rooms => t::masters_about_rooms(lang),
        Kind::RoomClosed => t::masters_about_room_closed(lang),
        Kind::Trainers => t::masters_about_trainers(lang),
        Kind::TrainerAway => t::masters_about_trainer_away(lang),
        Kind::Calendar => t::masters_about_calendar(lang),
        Kind::DistrictHolidays => t::masters_about_district_holidays(lang),
    }
}

/// The lists that are shown beside each other as tabs.
pub(super) const fn siblings(kind: Kind) -> &'static [Kind] {
    match kind {
        Kind::Districts | Kind::Blocks | Kind::Distances | Kind::Facilities => {
            &[Kind::Districts, Kind::Blocks, Kind::Distances, Kind::Facilities]
        }
        Kind::Modules | Kind::Roles | Kind::Designations => &[Kind::Modules, Kind::Roles, Kind::Designations],
        Kind::Venues | Kind::Rooms | Kind::RoomClosed => &[Kind::Venues, Kind::Rooms, Kind::RoomClosed],
        Kind::Trainers | Kind::TrainerAway => &[Kind::Trainers, Kind::TrainerAway],
        Kind::Calendar | Kind::DistrictHolidays => &[Kind::Calendar, Kind::DistrictHolidays],
    }
}

/// The label of a column.
pub(super) fn column(lang: Language, name: &str) -> &'static str {
    match name {
        "id" => t::masters_col_id(lang),
        "name_hi" => t::masters_col_name_hi(lang),
        "name_en" => t::masters_col_name_en(lang),
        "position" => t::masters_col_position(lang),
        "district" => t::masters_col_district(lang),
        "block" => t::masters_col_block(lang),
        "aliases" => t::masters_col_aliases(lang),
        "from_block" => t::masters_col_from_block(lang),
        "to_block" => t::masters_col_to_block(lang),
        "km" => t::masters_col_km(lang),
        "kind" => t::masters_col_kind(lang),
        "active" => t::masters_col_active(lang),
        "max_size" => t::masters_col_max_size(lang),
        "equipment" => t::masters_col_equipment(lang),
        "prerequisites" => t::masters_col_prerequisites(lang),
        "cadre" => t::masters_col_cadre(lang),
        "modules" => t::masters_col_modules(lang),
        "role" => t::masters_col_role(lang),
        "directions_hi" => t::masters_col_directions_hi(lang),
        "directions_en" => t::masters_col_directions_en(lang),
        "venue" => t::masters_col_venue(lang),
        "capacity" => t::masters_col_capacity(lang),
        "room" => t::masters_col_room(lang),
        "day" => t::masters_col_day(lang),
        "half" => t::masters_col_half(lang),
        "reason" => t::masters_col_reason(lang),
        "staff_id" => t::masters_col_staff_id(lang),
        "home_block" => t::masters_col_home_block(lang),
        "max_per_day" => t::masters_col_max_per_day(lang),
        "max_per_week" => t::masters_col_max_per_week(lang),
        "max_total" => t::masters_col_max_total(lang),
        "from_day" => t::masters_col_from_day(lang),
        "once_trained" => t::masters_col_once_trained(lang),
        "delay_days" => t::masters_col_delay_days(lang),
        "trainer" => t::masters_col_trainer(lang),
        "working" => t::masters_col_working(lang),
        "holiday_hi" => t::masters_col_holiday_hi(lang),
        "holiday_en" => t::masters_col_holiday_en(lang),
        "duration" => t::masters_col_duration(lang),
        "co_trainers" => t::masters_col_co_trainers(lang),
        "set_up" => t::masters_col_set_up(lang),
        "min_size" => t::masters_col_min_size(lang),
        "min_size_hard" => t::masters_col_min_size_hard(lang),
        "go_no_go_days" => t::masters_col_go_no_go_days(lang),
        "no_show_permille" => t::masters_col_no_show_permille(lang),
        "links" => t::masters_col_links(lang),
        "link" => t::masters_col_link(lang),
        "overbook_max" => t::masters_col_overbook_max(lang),
        _ => t::masters_col_name(lang),
    }
}

/// What a column means, in everyday words; empty where its label says it.
pub(super) fn hint(lang: Language, name: &str) -> &'static str {
    match name {
        "duration" => t::masters_hint_duration(lang),
        "co_trainers" => t::masters_hint_co_trainers(lang),
        "set_up" => t::masters_hint_set_up(lang),
        "min_size" => t::masters_hint_min_size(lang),
        "min_size_hard" => t::masters_hint_min_size_hard(lang),
        "go_no_go_days" => t::masters_hint_go_no_go_days(lang),
        "no_show_permille" => t::masters_hint_no_show_permille(lang),
        "links" => t::masters_hint_links(lang),
        "link" => t::masters_hint_link(lang),
        "overbook_max" => t::masters_hint_overbook_max(lang),
        _ => "",
    }
}

/// What a column holds when nobody asks for anything, where it is asked for rarely: such columns are folded on the form.
pub(super) fn rare(name: &str) -> Option<&'static str> {
    match name {
        "co_trainers" | "set_up" | "min_size" | "min_size_hard" | "links" | "link" | "overbook_max" => Some("0"),
        "go_no_go_days" | "no_show_permille" => Some(""),
        _ => None,
    }
}

/// Yes or no.
pub(super) fn yes_no(lang: Language, yes: bool) -> &'static str {
    if yes { t::masters_yes(lang) } else { t::masters_no(lang) }
}

/// Morning or afternoon.
pub(super) fn half(lang: Language, half: &str) -> &'static str {
    if half == "0" { t::masters_morning(lang) } else { t::masters_afternoon(lang) }
}
