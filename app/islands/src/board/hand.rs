//! The hand that carries a session: by pointer, by tap, by keyboard.

use super::server::{Dropped, Held, Spot, board_drop, board_hold};
use super::steps::{At, step};
use crate::browser::{all, listen, set};
use crate::t;
use abhyas_core::Language;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, PointerEvent};

/// A pointer that moves less has not begun to drag.
const DRAG_POINTS: i32 = 6;

/// What the page shows.
pub struct Window {
    /// The language of the page.
    pub language: Language,
    /// The plan.
    pub plan: String,
    /// The last entry of the log.
    pub seen: i64,
    /// The week.
    pub week: usize,
    /// The district.
    pub district: String,
    /// The page of rows.
    pub page: usize,
    /// What was looked for, as it stands in an address.
    pub find: String,
}

/// A session that is carried.
struct Carried {
    session: String,
    name: String,
    card: Element,
    /// The answer of the server, once it is there.
    held: Option<Held>,
    /// Where it was let go before the answer came.
    let_go: Option<Element>,
}

struct Board {
    holder: HtmlElement,
    window: Window,
    said: RwSignal<String>,
    alarm: RwSignal<String>,
    carried: RefCell<Option<Carried>>,
    /// Where a pointer went down on a card, until it is let go.
    down: RefCell<Option<(Element, i32, i32)>>,
    dragging: Cell<bool>,
    /// The click that ends a drag is none.
    ignore_click: Cell<bool>,
    sending: Cell<bool>,
}

/// Takes over the cards below `holder`.
pub fn attach(holder: &HtmlElement, window: Window, said: RwSignal<String>, alarm: RwSignal<String>) {
    let board = Rc::new(Board {
        holder: holder.clone(),
        window,
        said,
        alarm,
        carried: RefCell::new(None),
        down: RefCell::new(None),
        dragging: Cell::new(false),
        ignore_click: Cell::new(false),
        sending: Cell::new(false),
    });
    board.grips();
    let hears = |name: &str, does: fn(&Rc<Board>, &Event)| {
        let board = Rc::clone(&board);
        listen(holder, name, move |event| does(&board, &event));
    };
    hears("pointerdown", Board::pressed);
    hears("pointermove", Board::moved);
    hears("pointerup", Board::released);
    hears("pointercancel", |board, _| board.give_up());
    hears("click", Board::clicked);
    hears("keydown", Board::key);
    hears("focusin", |board, event| board.look(place_of(event.target())));
    // A link would be dragged as an address.
    hears("dragstart", |_, event| event.prevent_default());
}

fn closest(target: Option<web_sys::EventTarget>, selector: &str) -> Option<Element> {
    target?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten()
}

fn place_of(target: Option<web_sys::EventTarget>) -> Option<Element> {
    closest(target, "td[data-room]")
}

fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // An element that takes no focus leaves it where it is.
        let _ = element.focus();
    }
}

impl Board {
    /// Gives every card that can be lifted a grip, and the focus to the one that was just dropped.
    fn grips(&self) {
        let dropped = window().location().hash().unwrap_or_default();
        for card in all(&self.holder, ".sess[data-lifts]") {
            let made = card.owner_document().and_then(|d| d.create_element("button").ok());
            let Some(grip) = made else { continue };
            let name = card.get_attribute("data-name").unwrap_or_default();
            set(&grip, "type", Some("button"));
            set(&grip, "class", Some("grip"));
            set(&grip, "aria-label", Some(&t::board_grip(self.window.language, &name)));
            grip.set_text_content(Some("✥"));
            // A card that can not take the grip goes without it.
            let _ = card.append_child(&grip);
            if dropped.strip_prefix('#') == Some(card.id().as_str()) {
                focus(&grip);
            }
        }
    }

    fn pressed(self: &Rc<Self>, event: &Event) {
        let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
        if pointer.button() != 0 || self.carried.borrow().is_some() {
            return;
        }
        // A finger scrolls by the card and drags by its grip; a mouse drags by either.
        let by = if pointer.pointer_type() == "mouse" { ".sess[data-lifts]" } else { ".sess[data-lifts] .grip" };
        let Some(card) = closest(event.target(), by).and_then(|e| e.closest(".sess").ok().flatten()) else { return };
        *self.down.borrow_mut() = Some((card, pointer.client_x(), pointer.client_y()));
        self.ignore_click.set(false);
    }

    fn moved(self: &Rc<Self>, event: &Event) {
        let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
        let (x, y) = (pointer.client_x(), pointer.client_y());
        let begins = self.down.borrow().as_ref().is_some_and(|(_, from_x, from_y)| {
            !self.dragging.get() && (x - from_x).abs().max((y - from_y).abs()) >= DRAG_POINTS
        });
        if begins {
            let card = self.down.borrow().as_ref().map(|(card, ..)| card.clone());
            self.dragging.set(true);
            // Without the capture a fast pointer that leaves the table is heard of again when it comes back.
            let _ = self.holder.set_pointer_capture(pointer.pointer_id());
            if let Some(card) = card {
                self.pick_up(&card);
            }
        }
        if self.dragging.get() {
            event.prevent_default();
            self.look(under(x, y));
        }
    }

    fn released(self: &Rc<Self>, event: &Event) {
        self.down.borrow_mut().take();
        if !self.dragging.replace(false) {
            return;
        }
        self.ignore_click.set(true);
        let place = event.dyn_ref::<PointerEvent>().and_then(|p| under(p.client_x(), p.client_y()));
        match place {
            Some(place) => self.let_go(&place),
            None => self.give_up(),
        }
    }

    fn clicked(self: &Rc<Self>, event: &Event) {
        if self.ignore_click.replace(false) {
            event.prevent_default();
            return;
        }
        if self.carried.borrow().is_some() {
            event.prevent_default();
            return match place_of(event.target()) {
                Some(place) => self.let_go(&place),
                None => self.give_up(),
            };
        }
        if let Some(card) = closest(event.target(), ".grip").and_then(|g| g.closest(".sess").ok().flatten()) {
            event.prevent_default();
            self.pick_up(&card);
        }
    }

    fn key(self: &Rc<Self>, event: &Event) {
        let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else { return };
        if self.carried.borrow().is_none() {
            return;
        }
        let key = pressed.key();
        if key == "Escape" {
            event.prevent_default();
            return self.give_up();
        }
        let Some(place) = place_of(event.target()) else { return };
        if key == "Enter" || key == " " {
            event.prevent_default();
            return self.let_go(&place);
        }
        let places = self.places();
        let Some((at, _)) = places.iter().find(|(_, cell)| *cell == place) else { return };
        let spots: Vec<At> = places.iter().map(|(at, _)| *at).collect();
        if let Some(to) = step(&key, *at, &spots) {
            event.prevent_default();
            if let Some((_, cell)) = places.iter().find(|(at, _)| *at == to) {
                focus(cell);
            }
        }
    }

    /// Every place that has a verdict, and the one the session stands at, with row and column.
    fn places(&self) -> Vec<(At, Element)> {
        let rows = all(&self.holder, "table.sched tbody tr").into_iter().enumerate();
        let cells =
            rows.flat_map(|(r, row)| all(&row, "td").into_iter().enumerate().map(move |(c, cell)| ((r, c), cell)));
        cells.filter(|(_, cell)| cell.has_attribute("tabindex")).collect()
    }

    fn pick_up(self: &Rc<Self>, card: &Element) {
        if self.sending.get() {
            return;
        }
        let (session, name) = (
            card.get_attribute("data-session").unwrap_or_default(),
            card.get_attribute("data-name").unwrap_or_default(),
        );
        self.alarm.set(String::new());
        self.said.set(t::board_wait(self.window.language, &name));
        set(card, "data-held", Some("1"));
        let carried = Carried { session: session.clone(), name, card: card.clone(), held: None, let_go: None };
        *self.carried.borrow_mut() = Some(carried);
        let board = Rc::clone(self);
        leptos::task::spawn_local(async move {
            let window = &board.window;
            let asked = board_hold(
                window.plan.clone(),
                session.clone(),
                window.week,
                window.district.clone(),
                window.page,
                window.find.clone(),
            );
            match asked.await {
                Ok(held) => board.answered(&session, held),
                Err(_) => {
                    board.give_up();
                    board.alarm.set(t::board_unreachable(board.window.language).to_owned());
                }
            }
        });
    }

    /// Colours every place.
    fn answered(self: &Rc<Self>, session: &str, held: Held) {
        let still = self.carried.borrow().as_ref().is_some_and(|c| c.session == session && c.held.is_none());
        if !still {
            return;
        }
        for cell in all(&self.holder, "td[data-room]") {
            let Some(spot) = spot_at(&held.spots, &cell) else { continue };
            set(&cell, "data-level", Some(&spot.level));
            set(&cell, "tabindex", Some("-1"));
            set(&cell, "aria-label", Some(&spot.long));
            let label = cell.owner_document().and_then(|d| d.create_element("span").ok());
            if let Some(label) = label {
                set(&label, "class", Some("vd"));
                label.set_text_content(Some(&spot.short));
                // A cell that can not take the words still has its colour and its name.
                let _ = cell.insert_before(&label, cell.first_child().as_ref());
            }
        }
        let (let_go, name, home) = {
            let mut carried = self.carried.borrow_mut();
            let Some(carried) = carried.as_mut() else { return };
            carried.held = Some(held);
            let home = carried.card.closest("td").ok().flatten();
            (carried.let_go.take(), carried.name.clone(), home)
        };
        self.said.set(t::board_held(self.window.language, &name));
        if let Some(place) = let_go {
            return self.let_go(&place);
        }
        if let Some(home) = home {
            set(&home, "tabindex", Some("-1"));
            if !self.dragging.get() {
                focus(&home);
            }
        }
    }

    /// Tells the verdict of a place.
    fn look(&self, place: Option<Element>) {
        let carried = self.carried.borrow();
        let Some(held) = carried.as_ref().and_then(|c| c.held.as_ref()) else { return };
        for marked in all(&self.holder, "td[data-over]") {
            set(&marked, "data-over", None);
        }
        let Some(place) = place else { return };
        set(&place, "data-over", Some("1"));
        let name = carried.as_ref().map(|c| c.name.clone()).unwrap_or_default();
        let text =
            spot_at(&held.spots, &place).map_or_else(|| t::board_held(self.window.language, &name), |s| s.long.clone());
        self.said.set(text);
    }

    /// Lets the session go over a place.
    fn let_go(self: &Rc<Self>, place: &Element) {
        let found = {
            let mut carried = self.carried.borrow_mut();
            let Some(carried) = carried.as_mut() else { return };
            if carried.card.closest("td").ok().flatten().as_ref() == Some(place) {
                None
            } else if let Some(held) = &carried.held {
                let Some(spot) = spot_at(&held.spots, place) else {
                    self.said.set(t::board_no_target(self.window.language).to_owned());
                    return;
                };
                Some((carried.session.clone(), held.key.clone(), spot.clone()))
            } else {
                carried.let_go = Some(place.clone());
                return;
            }
        };
        match found {
            None => self.give_up(),
            Some((session, _, spot)) if spot.asks => self.ask_reason(&session, &spot),
            Some((session, key, spot)) => self.send(session, key, spot),
        }
    }

    /// The session's own page asks for the reason, with the place chosen already.
    fn ask_reason(&self, session: &str, spot: &Spot) {
        let window = &self.window;
        let to = format!(
            "/plans/{}/board/{session}?do=move&week={}&district={}&page={}&find={}&target={}@{}#reason",
            window.plan,
            window.week + 1,
            window.district,
            window.page + 1,
            window.find,
            spot.slot,
            spot.room
        );
        // A browser that refuses the address stays where it is.
        let _ = leptos::prelude::window().location().assign(&to);
    }

    fn send(self: &Rc<Self>, session: String, key: String, spot: Spot) {
        if self.sending.replace(true) {
            return;
        }
        self.said.set(t::board_sending(self.window.language).to_owned());
        let board = Rc::clone(self);
        leptos::task::spawn_local(async move {
            let window = &board.window;
            let answer = board_drop(window.plan.clone(), session.clone(), spot.slot, spot.room, window.seen, key).await;
            board.sending.set(false);
            let why = match answer {
                Ok(Dropped::Done) => {
                    let location = leptos::prelude::window().location();
                    // The page is fresh, with the focus on what was dropped; a browser that refuses shows the old one.
                    let _ = location.set_hash(&format!("s-{session}")).and_then(|()| location.reload());
                    return;
                }
                Ok(Dropped::Refused(why)) => why,
                Err(_) => t::board_unreachable(board.window.language).to_owned(),
            };
            board.give_up();
            board.alarm.set(why);
        });
    }

    /// Puts everything back as it was.
    fn give_up(&self) {
        self.down.borrow_mut().take();
        self.dragging.set(false);
        let Some(carried) = self.carried.borrow_mut().take() else { return };
        set(&carried.card, "data-held", None);
        for cell in all(&self.holder, "td[data-room]") {
            for name in ["data-level", "tabindex", "aria-label", "data-over"] {
                set(&cell, name, None);
            }
        }
        for label in all(&self.holder, ".vd") {
            label.remove();
        }
        self.said.set(t::board_given_up(self.window.language, &carried.name));
        for grip in all(&carried.card, ".grip") {
            focus(&grip);
        }
    }
}

fn spot_at<'a>(spots: &'a [Spot], cell: &Element) -> Option<&'a Spot> {
    let (slot, room) = (cell.get_attribute("data-slot")?.parse::<i64>().ok()?, cell.get_attribute("data-room")?);
    spots.iter().find(|s| s.slot == slot && s.room == room)
}

/// The place under a point of the screen.
#[expect(clippy::cast_precision_loss, reason = "points of a screen are small numbers")]
fn under(x: i32, y: i32) -> Option<Element> {
    let found = leptos::prelude::document().element_from_point(x as f32, y as f32)?;
    found.closest("td[data-room]").ok().flatten()
}
