// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

// A lamp of the npm package hap-nodejs, unmodified, with what firmware/Lightbulb has that can be compared: On and Brightness. Arguments: folder for its state.
'use strict';

const { Accessory, Categories, Characteristic, HAPStorage, Service, uuid } = require('hap-nodejs');

const [, , folder] = process.argv;
HAPStorage.setCustomStoragePath(folder);

const lamp = new Accessory('Peer Lamp', uuid.generate('hapnano.interop.peer'));
lamp.getService(Service.AccessoryInformation)
    .setCharacteristic(Characteristic.Manufacturer, 'HAP-NodeJS')
    .setCharacteristic(Characteristic.Model, 'Lightbulb')
    .setCharacteristic(Characteristic.SerialNumber, '0001');
lamp.addService(Service.Lightbulb, 'Peer Lamp').getCharacteristic(Characteristic.Brightness).updateValue(100);
lamp.on('listening', (port) => process.stdout.write(`Listening on 127.0.0.1:${port}\n`));
lamp.publish({
    username: '17:51:07:F4:BC:8A',
    pincode: '514-27-396',
    category: Categories.LIGHTBULB,
    port: 0,
    bind: ['127.0.0.1'],
    advertiser: 'ciao',
});
