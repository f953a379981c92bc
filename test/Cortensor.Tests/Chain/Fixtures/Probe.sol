// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// A contract with one of everything that the bindings and the transaction sender must handle. Compiled to Probe.json with solc 0.8.37
/// (optimizer on, 200 runs); the JSON is committed so that the C# tests need no Solidity compiler.
contract Probe {
    struct Item {
        uint64 id;
        string text;
        address[] owners;
    }

    struct Box {
        Item[] items;
        bytes32[2] marks;
        int40 offset;
    }

    error ProbeNotOwner(address caller, address owner);
    error ProbeBadBox(uint64 id, Item item);

    event ItemAdded(uint64 indexed id, string indexed label, Item item, address indexed by);
    event Counted(uint256 value);

    address private _owner;
    uint256 private _count;
    Item[] private _items;

    constructor(address owner, uint128 start) payable {
        _owner = owner;
        _count = start;
    }

    function add(Item calldata item) external {
        if (item.id == 0) revert ProbeBadBox(item.id, item);
        _items.push(item);
        emit ItemAdded(item.id, item.text, item, msg.sender);
    }

    function count() external payable returns (uint256) {
        _count += 1;
        emit Counted(_count);
        return _count;
    }

    function count(uint8 times) external {
        for (uint8 i = 0; i < times; i++) {
            _count += 1;
            emit Counted(_count);
        }
    }

    /// Succeeds when estimated on one block and fails once the counter moved: for reverts inside a block.
    function demand(uint256 expected) external view {
        require(_count == expected, "the counter moved");
    }

    function onlyOwner() external view {
        if (msg.sender != _owner) revert ProbeNotOwner(msg.sender, _owner);
    }

    function state() external view returns (address owner, uint128 value, Item[] memory items) {
        return (_owner, uint128(_count), _items);
    }

    function echo(Box calldata box, bytes calldata blob, bytes4 tag, bool flag, int256 big)
        external
        pure
        returns (Box memory, bytes memory, bytes4, bool, int256)
    {
        return (box, blob, tag, flag, big);
    }

    function crash() external pure returns (uint256) {
        uint256 zero = 0;
        return 1 / zero;
    }
}
