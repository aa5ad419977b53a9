//! Distances, radii, strokes and heights.

pub const S4: f32 = 4.0;
pub const S8: f32 = 8.0;
pub const S12: f32 = 12.0;
pub const S16: f32 = 16.0;
pub const S20: f32 = 20.0;
pub const S24: f32 = 24.0;
pub const S28: f32 = 28.0;
pub const S36: f32 = 36.0;
pub const S48: f32 = 48.0;
pub const S64: f32 = 64.0;

/// From a label to its field, and from the field to its help.
pub const LABEL_GAP: f32 = 6.0;
/// Between fields that stand under each other.
pub const FIELD_GAP_Y: f32 = S16;
/// Between fields that stand beside each other.
pub const FIELD_GAP_X: f32 = S24;
/// Between groups of fields.
pub const GROUP_GAP: f32 = S24;
/// Between the lead and the body of a page.
pub const BODY_GAP: f32 = S24;

pub const RADIUS_BAR: f32 = 3.0;
pub const RADIUS_CHECKBOX: f32 = 4.0;
pub const RADIUS_THUMB: f32 = 7.0;
/// Buttons, fields, rows.
pub const RADIUS: f32 = 8.0;
/// Notices, log, tabs.
pub const RADIUS_NOTICE: f32 = 10.0;
pub const RADIUS_CARD: f32 = 12.0;
/// Picture pane and dialog.
pub const RADIUS_PANE: f32 = 14.0;

/// Borders and rules.
pub const STROKE: f32 = 1.0;
/// Chosen, focus, working, failed.
pub const STROKE_STRONG: f32 = 2.0;
/// From a thing to the ring of the keyboard focus around it.
pub const RING_GAP: f32 = 2.0;
/// What a scrollable must leave free around its content, or it clips the rings.
pub const RING_ROOM: f32 = 5.0;

pub const BUTTON_HEIGHT: f32 = 38.0;
pub const BUTTON_SMALL_HEIGHT: f32 = 32.0;
/// The least width of a primary button.
pub const PRIMARY_WIDTH: f32 = 112.0;
pub const FIELD_HEIGHT: f32 = 36.0;
pub const ROW_HEIGHT: f32 = 36.0;
pub const ROW_TALL: f32 = 52.0;
pub const TABLE_HEAD: f32 = 28.0;
pub const STEP_HEIGHT: f32 = 30.0;
pub const STEP_TALL: f32 = 44.0;
pub const STEP_GAP: f32 = 3.0;
pub const RAIL_ITEM_HEIGHT: f32 = 34.0;
pub const FOOTER_HEIGHT: f32 = 72.0;
/// In windows under 1000 wide.
pub const FOOTER_LOW: f32 = 64.0;

/// Notices and the picture.
pub const ICON: f32 = 20.0;
/// Rows and the rail.
pub const ICON_ROW: f32 = 18.0;
/// Buttons and fields.
pub const ICON_SMALL: f32 = 16.0;

/// Text is never wider than this.
pub const TEXT_WIDTH: f32 = 660.0;
pub const DIALOG_WIDTH: f32 = 390.0;
