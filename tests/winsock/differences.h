#pragma once
/// @file differences.h
/// Every known difference between what the suite runs against and Windows, in one list.
///
/// A case that meets one says expect_as_listed(Difference::..., what Windows does, what came).
/// Where no row is listed, what came must be what Windows does. Where one is, it must be what the
/// row says: a difference that has gone fails as stale, and so does a row that no case looked at.

#include <iterator>

namespace contract {

/// What the suite runs against; told at run time. The simulator is three platforms, one for each of
/// its rule sets.
enum class Platform {
    windows,
    wine,
    port,
    port_over_poll,
    sim_windows,
    sim_documented,
    sim_lenient
};
Platform platform();

enum class Difference {
    accept_after_reset,
    arrival_before_close_signals,
    bind_to_a_clients_address,
    blocking_recv_meets_reset,
    close_comes_before_unread_data,
    close_status_after_reset,
    connect_after_refusal,
    connect_to_a_foreign_family,
    connect_to_a_short_address,
    data_after_sd_receive_resets,
    datagram_to_nobody,
    enum_of_a_closed_socket_leaves_the_event,
    enum_refuses_a_closed_event,
    full_backlog_refuses,
    new_data_without_recv_signals,
    out_of_band_in_line,
    recv_after_reset,
    recv_of_unread_data_after_reset,
    recv_while_connecting,
    recv_records_before_it_returns,
    selection_reports_again,
    send_takes_all_or_nothing,
    sender_without_room_is_refused,
    unconnected_datagram_send,
    unconnected_send,
    wait_all_waits,
    wait_for_all_refuses_duplicates,
};

/// For a row whose outcome depends on the moment: sometimes this, sometimes that.
inline constexpr long not_decidable = -4711;

struct Row {
    Difference difference;
    Platform platform;
    long value;         ///< what comes there instead, or not_decidable
    const char* where;  ///< the row or the fact of how_it_behaves.md
};

inline constexpr Row differences[] = {
    {Difference::accept_after_reset, Platform::sim_documented, 10054,
     "Row 'RST while still in the backlog', documented: accept fails 10054"},
    {Difference::arrival_before_close_signals, Platform::wine, not_decidable,
     "Rule 1 'set the event': its server may not have looked yet"},
    {Difference::bind_to_a_clients_address, Platform::wine, 0,
     "Microsoft, bind: WSAEADDRINUSE: only one usage of each address is permitted"},
    {Difference::blocking_recv_meets_reset, Platform::wine, not_decidable,
     "Row 'recv after RST': 10054 while it waits, but lenient, 0, if the RST came first"},
    {Difference::blocking_recv_meets_reset, Platform::sim_lenient, 0,
     "Row 'recv after RST', lenient: 0"},
    {Difference::close_comes_before_unread_data, Platform::wine, 0,
     "Row 'FD_CLOSE while data is unread', lenient: delayed until drained"},
    {Difference::close_comes_before_unread_data, Platform::sim_lenient, 0,
     "Row 'FD_CLOSE while data is unread', lenient: delayed until drained"},
    {Difference::close_status_after_reset, Platform::wine, 0,
     "Row 'FD_CLOSE status after RST', lenient: 0"},
    {Difference::close_status_after_reset, Platform::sim_documented, 10054,
     "Row 'FD_CLOSE status after RST', documented: 10054"},
    {Difference::close_status_after_reset, Platform::sim_lenient, 0,
     "Row 'FD_CLOSE status after RST', lenient: 0"},
    {Difference::connect_after_refusal, Platform::wine, 10053,
     "Microsoft, connect: after WSAECONNREFUSED it can be called again: Linux's ECONNABORTED"},
    {Difference::connect_to_a_foreign_family, Platform::wine, 10049,
     "Microsoft, connect: WSAEAFNOSUPPORT"},
    {Difference::connect_to_a_short_address, Platform::wine, 10049,
     "Microsoft, connect: WSAEFAULT"},
    {Difference::data_after_sd_receive_resets, Platform::wine, 0,
     "Fact 'Half close: data that comes after SD_RECEIVE': it waits, as it does in Linux"},
    {Difference::datagram_to_nobody, Platform::wine, 10035,
     "Microsoft, recvfrom: WSAECONNRESET: ICMP's Port Unreachable; it is never told"},
    {Difference::enum_of_a_closed_socket_leaves_the_event, Platform::wine, 0,
     "Fact 'Enum: closed socket: 10038, event not reset': it is reset"},
    {Difference::enum_refuses_a_closed_event, Platform::wine, 0,
     "Fact 'Enum: a closed or invalid event handle: -1, 10022': it is ignored"},
    {Difference::full_backlog_refuses, Platform::wine, 0,
     "Fact 'Backlog full: connect is refused, 10061': Linux ignores the SYN, the client waits"},
    {Difference::full_backlog_refuses, Platform::port, 0,
     "Fact 'Backlog full: connect is refused, 10061': Linux ignores the SYN, the client waits"},
    {Difference::full_backlog_refuses, Platform::port_over_poll, 0,
     "Fact 'Backlog full: connect is refused, 10061': Linux ignores the SYN, the client waits"},
    {Difference::new_data_without_recv_signals, Platform::port_over_poll, 0,
     "Row 'new data or connection after an Enum', documented: not until re-enabled"},
    {Difference::new_data_without_recv_signals, Platform::wine, 0,
     "Row 'new data or connection after an Enum', lenient: not until re-enabled"},
    {Difference::new_data_without_recv_signals, Platform::sim_documented, 0,
     "Row 'new data or connection after an Enum', documented: not until re-enabled"},
    {Difference::new_data_without_recv_signals, Platform::sim_lenient, 0,
     "Row 'new data or connection after an Enum', lenient: not until re-enabled"},
    {Difference::out_of_band_in_line, Platform::wine, 5,
     "Microsoft, WSAEventSelect: in line FD_READ, not FD_OOB: it is both"},
    {Difference::out_of_band_in_line, Platform::port, 5,
     "Microsoft, WSAEventSelect: in line FD_READ, not FD_OOB: it is both"},
    {Difference::out_of_band_in_line, Platform::port_over_poll, 5,
     "Microsoft, WSAEventSelect: in line FD_READ, not FD_OOB: it is both"},
    {Difference::recv_after_reset, Platform::wine, 0, "Row 'recv after RST', lenient: 0"},
    {Difference::recv_after_reset, Platform::sim_lenient, 0, "Row 'recv after RST', lenient: 0"},
    {Difference::recv_of_unread_data_after_reset, Platform::wine, 4,
     "Row 'recv after RST', lenient: unread data still readable"},
    {Difference::recv_of_unread_data_after_reset, Platform::sim_lenient, 4,
     "Row 'recv after RST', lenient: unread data still readable"},
    {Difference::recv_records_before_it_returns, Platform::wine, not_decidable,
     "Rule 2 'record it again before returning': recorded, but perhaps a moment later"},
    {Difference::recv_while_connecting, Platform::wine, 0,
     "Fact 'unconnected: 10057': 0, as if the peer had closed"},
    {Difference::selection_reports_again, Platform::sim_documented, 1,
     "Row 'WSAEventSelect after the bit was enumerated', documented: recorded as appropriate"},
    {Difference::send_takes_all_or_nothing, Platform::wine, 0,
     "Row 'nonblocking send larger than the space', lenient: partial"},
    {Difference::send_takes_all_or_nothing, Platform::sim_lenient, 0,
     "Row 'nonblocking send larger than the space', lenient: partial"},
    {Difference::sender_without_room_is_refused, Platform::wine, 5,
     "Microsoft, recvfrom: WSAEFAULT: fromlen is too small: as much as fits is written"},
    {Difference::unconnected_send, Platform::wine, 10054,
     "Fact 'Half close: unconnected send: 10057': Linux's EPIPE, translated"},
    {Difference::unconnected_datagram_send, Platform::wine, 10022,
     "Fact 'unconnected send: 10057': Linux's EDESTADDRREQ, translated"},
    {Difference::wait_all_waits, Platform::wine, not_decidable,
     "Microsoft, recv: MSG_WAITALL: it returns with what is there at the moment"},
    {Difference::wait_for_all_refuses_duplicates, Platform::wine, 0,
     "Fact 'Wait: fWaitAll with duplicate handles: fails, 87': they are waited for"},
};

/// Checks `actual` against what Windows does, or against the row that is listed for this platform.
void expect_as_listed(Difference difference, long windows, long actual);
/// The value that is listed for this platform; `windows` if none is.
long as_listed(Difference difference, long windows);

}  // namespace contract
